'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useCallback } from 'react'
import { useNoNetwork } from '../live/use-no-network'
import { announceStart } from './navigation-start'

/** Shows the page anew, and meanwhile what is shown as something that may be out of date. */
export function useRefresh() {
  const router = useRouter()
  const hasNoNetwork = useNoNetwork()
  return useCallback(
    () =>
      startTransition(() => {
        // Next leaves a page that it cannot refresh, and the browser has nothing to show instead.
        if (hasNoNetwork()) return
        announceStart(location.href)
        router.refresh()
      }),
    [router, hasNoNetwork],
  )
}
