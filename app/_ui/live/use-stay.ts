'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { useNoNetwork } from './use-no-network'

/** Whether following it would bring another document or its parts from the server. */
function leadsAway({ target }: Event) {
  const link = (target as Element).closest<HTMLAnchorElement>('a[href]:not([target])')
  return link !== null && !link.getAttribute('href')?.startsWith('#')
}

/** Keeps the page, and what was typed on it, where the browser would put its own page about a missing network. */
export function useStay() {
  const ui = useTranslations('ui')
  const hasNoNetwork = useNoNetwork()
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const stay = (event: Event) => {
      if (!hasNoNetwork()) return
      event.preventDefault()
      showToast({ text: ui('offlineStay') })
    }
    // Before the links hear of it themselves.
    const onClick = (event: Event) => leadsAway(event) && stay(event)
    document.addEventListener('click', onClick, { capture: true, signal })
    // After the forms that a script sends, which tell themselves what comes of it.
    window.addEventListener('submit', (event) => event.defaultPrevented || stay(event), { signal })
    return () => listening.abort()
  }, [ui, hasNoNetwork])
}
