import type { Preferences } from './preferences'

const YEAR_SECONDS = 31_536_000
/** What the page says once something was chosen; it may be shown in several places. */
export const CHOSEN = 'access:chosen'

/**
 * What somebody chooses for this browser: changes the page at once, by the attribute of the same name, and
 * remembers it in a cookie that the server reads. Nothing gives a choice back.
 */
export function choose(name: keyof Preferences, value: string) {
  const { dataset } = document.documentElement
  if (value) dataset[name] = value
  else delete dataset[name]
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR_SECONDS : 0}; samesite=lax`
  window.dispatchEvent(new Event(CHOSEN))
}
