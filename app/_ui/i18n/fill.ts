/** Puts values into a plain text, for pages so light that they carry no ICU. */
export const fill = (text: string, values: Record<string, string>) =>
  text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
