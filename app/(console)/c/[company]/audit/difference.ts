/** A set such as permissions or roles: a list of texts or of things with names. */
export const isSet = (value: unknown): value is unknown[] => Array.isArray(value)

export const nameOf = (item: unknown): string => {
  if (typeof item === 'object' && item !== null && 'name' in item) return String(item.name)
  return typeof item === 'string' ? item : JSON.stringify(item)
}

const listOf = (value: unknown) => (isSet(value) ? value : [])
const keyOf = (item: unknown) => JSON.stringify(item)

/** What a set has gained and lost. */
export function difference(before: unknown, after: unknown) {
  const [had, has] = [before, after].map((value) => new Set(listOf(value).map(keyOf)))
  return {
    added: listOf(after).filter((item) => !had!.has(keyOf(item))),
    removed: listOf(before).filter((item) => !has!.has(keyOf(item))),
  }
}
