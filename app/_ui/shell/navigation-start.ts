const STARTS = 'access:starts'

/** Tells the page where it is on its way to; from within the transition that takes it there, whose end is then known. */
export const announceStart = (address: string) =>
  window.dispatchEvent(new CustomEvent(STARTS, { detail: address }))

/** Hears of it until the function that it answers is called. */
export function onStart(hear: (address: string) => void) {
  // Safe because only `announceStart` sends these events.
  const listener = (event: Event) => hear((event as CustomEvent<string>).detail)
  window.addEventListener(STARTS, listener)
  return () => window.removeEventListener(STARTS, listener)
}
