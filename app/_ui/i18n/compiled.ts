import compile from 'icu-minify/compile'
import formatMessage from 'use-intl/format-message'

const known = new WeakMap<object, unknown>()

export function compileAll(texts: unknown): unknown {
  // Cloned, since it makes objects without a prototype, which cannot be given to client components.
  if (typeof texts === 'string') return structuredClone(compile(texts))
  // Safe because texts are strings in objects in objects.
  const object = texts as Record<string, unknown>
  const before = known.get(object)
  if (before) return before
  const all = Object.entries(object).map(([name, value]) => [name, compileAll(value)] as const)
  const made = Object.fromEntries(all)
  known.set(object, made)
  return made
}

/**
 * Texts in the form in which a page writes them without a parser of ICU, which weighs 8 kB in every browser. Who
 * writes them is said in next.config.mjs; elsewhere, as in tests, texts stay as they are.
 */
export function compiled<Texts>(texts: Texts): Texts {
  if (formatMessage.raw) return texts
  // Safe because only what writes texts looks into them.
  return compileAll(texts) as Texts
}
