/** As the server judges it more thoroughly. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** What was typed, each address once; and which of it is none. */
export function readAddresses(typed: string) {
  const distinct = new Map(
    typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map((text) => [text.toLowerCase(), text]),
  )
  const all = [...distinct.values()]
  return {
    valid: all.filter((text) => EMAIL.test(text)),
    invalid: all.filter((text) => !EMAIL.test(text)),
  }
}
