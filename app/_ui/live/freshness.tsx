'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect } from 'react'

const PAUSE_MS = 10_000

/** What tells of another version, or that there is nothing to be seen any more; not a server in distress. */
const CHANGED = [200, 401, 403, 404]

interface Props {
  /** What the page shows, as the API has it. */
  path: string
  etag: string
}

/** Looks, while the page is seen, whether somebody else has changed what it shows, and shows it anew. */
export function Freshness({ path, etag }: Props) {
  const router = useRouter()
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    async function look() {
      if (document.visibilityState !== 'visible') return
      const headers = { 'if-none-match': etag }
      const response = await fetch(path, { headers, cache: 'no-store', signal }).catch(() => null)
      if (response && CHANGED.includes(response.status) && !signal.aborted) {
        startTransition(() => router.refresh())
      }
    }
    const timer = setInterval(look, PAUSE_MS)
    document.addEventListener('visibilitychange', look, { signal })
    return () => {
      clearInterval(timer)
      listening.abort()
    }
  }, [path, etag, router])
  return null
}
