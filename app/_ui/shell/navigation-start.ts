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

/** From now on, until it is asked: whether one has set out for another page. */
export function watchLeaving() {
  const from = location.pathname
  let hasLeft = false
  const stop = onStart((address) => {
    hasLeft ||= new URL(address, location.href).pathname !== from
  })
  return () => {
    stop()
    return hasLeft
  }
}

/** Sent when Back or Forward have led to another entry of the document; prevented, the router does not hear of it. */
export const TRAVERSAL = 'access:traversal'

/**
 * To be called before the router listens: a window calls those who listen to what happens at itself in the order in
 * which they came, also those of the capture phase.
 */
export const announceTraversals = () =>
  window.addEventListener('popstate', (event) => {
    const isPassed = window.dispatchEvent(new CustomEvent(TRAVERSAL, { cancelable: true }))
    if (!isPassed) event.stopImmediatePropagation()
  })
