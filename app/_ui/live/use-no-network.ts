'use client'

import { useCallback, useEffect, useRef } from 'react'
import { useLive } from '@/lib/realtime/client/live-provider'

/** When the browser last lost its network; none that it lacked before the page came has kept the page away. */
let lostAt = 0
if (typeof window !== 'undefined') {
  window.addEventListener('offline', () => {
    lostAt = Date.now()
  })
}

/**
 * Whether no network leads to the server, told when it is asked for. What the browser says is not enough: the
 * server may be on the same machine, and answer.
 */
export function useNoNetwork() {
  const live = useLive()
  const known = useRef(live)
  useEffect(() => {
    known.current = live
  }, [live])
  return useCallback(() => {
    const { isCutOff, updatedAt = 0 } = known.current
    return !navigator.onLine && (isCutOff || updatedAt < lostAt)
  }, [])
}
