'use client'

import { startTransition, useEffect, useOptimistic, useState } from 'react'
import { onStart } from './navigation-start'

/** A document that has not come by then was stopped by somebody, of which browsers do not tell. */
const PATIENCE_MS = 15_000

/** Where a plain form leads to, unless it is sent by a script, or answered by a file. */
function addressOf(event: Event) {
  // Safe because only forms are submitted. Its fields may be called `action` and `method`.
  const form = event.target as HTMLFormElement
  const read = (name: string) => form.getAttribute(name) ?? ''
  if (event.defaultPrevented || read('method').toLowerCase() === 'post') return undefined
  const address = new URL(read('action'), location.href)
  return read('target') || address.pathname.startsWith('/api/') ? undefined : address.href
}

/** The document that takes the place of this one, while the browser waits for it. */
function useLeaving() {
  const [leaving, setLeaving] = useState<string>()
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    let timer: ReturnType<typeof setTimeout> | undefined
    const stay = () => setLeaving(undefined)
    const leave = (event: Event) => {
      const address = addressOf(event)
      if (!address) return
      setLeaving(address)
      clearTimeout(timer)
      timer = setTimeout(stay, PATIENCE_MS)
    }
    window.addEventListener('submit', leave, { signal })
    // A page that one comes back to is as it was left.
    window.addEventListener('pageshow', stay, { signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [])
  return leaving
}

/** The address that the page is on its way to; nothing once it is there, or when nothing comes of it. */
export function useDestination(): string | undefined {
  // It lasts as long as the transition in which it was set, which is the router's own.
  const [routed, setRouted] = useOptimistic<string | undefined>(undefined)
  useEffect(() => onStart((address) => startTransition(() => setRouted(address))), [setRouted])
  const leaving = useLeaving()
  return routed ?? leaving
}
