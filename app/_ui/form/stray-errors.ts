/** What was said of fields that a form does not have, which no field of it can show. */
export const strayErrors = (form: HTMLFormElement | null, errors: Record<string, string[]> = {}) =>
  Object.entries(errors).flatMap(([name, messages]) =>
    form?.elements.namedItem(name) ? [] : messages,
  )
