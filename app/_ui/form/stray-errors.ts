import type { Problem } from '../api/send'

/** What was said of fields that a form does not have, which no field of it can show. */
export const strayErrors = (form: HTMLFormElement | null, errors: Record<string, string[]> = {}) =>
  Object.entries(errors).flatMap(([name, messages]) =>
    form?.elements.namedItem(name) ? [] : messages,
  )

/** Whether what is wrong as a whole is just what stands beside one of the fields. */
export const isBesideField = ({ detail, errors = {} }: Problem) =>
  Object.values(errors).some((messages) => messages.includes(detail))
