import { useSyncExternalStore } from 'react'

const MINUTE_MS = 60_000
const CHECK_MS = 5_000

function subscribe(notify: () => void) {
  const timer = setInterval(notify, CHECK_MS)
  return () => clearInterval(timer)
}

/** The minute it is; undefined on the server, whose page may be looked at later. */
export const useNow = () =>
  useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS,
    () => undefined,
  )
