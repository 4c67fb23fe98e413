'use client'

import { useCallback, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { useNoNetwork } from './use-no-network'

/** Whether following it would bring another document or its parts from the server. */
function leadsAway({ target }: Event) {
  const link = (target as Element).closest<HTMLAnchorElement>('a[href]:not([target])')
  return link !== null && !link.getAttribute('href')?.startsWith('#')
}

/** Whether the page is kept, and what was typed on it, where the browser would put its own about a missing network. */
export function useIsStaying() {
  const ui = useTranslations('ui')
  const hasNoNetwork = useNoNetwork()
  return useCallback(() => {
    const isStaying = hasNoNetwork()
    if (isStaying) showToast({ text: ui('offlineStay') })
    return isStaying
  }, [ui, hasNoNetwork])
}

/** Keeps the page where links and plain forms would lead away from it. */
export function useStay() {
  const isStaying = useIsStaying()
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const stay = (event: Event) => isStaying() && event.preventDefault()
    // Before the links hear of it themselves.
    const onClick = (event: Event) => leadsAway(event) && stay(event)
    document.addEventListener('click', onClick, { capture: true, signal })
    // After the forms that a script sends, which tell themselves what comes of it.
    window.addEventListener('submit', (event) => event.defaultPrevented || stay(event), { signal })
    return () => listening.abort()
  }, [isStaying])
}
