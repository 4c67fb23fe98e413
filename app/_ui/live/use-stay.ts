'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'

/** Whether following it would bring another document or its parts from the server. */
function leadsAway({ type, target }: Event) {
  if (type === 'submit') return (target as Element).getAttribute('method') !== 'post'
  const link = (target as Element).closest<HTMLAnchorElement>('a[href]:not([target])')
  return link !== null && !link.getAttribute('href')?.startsWith('#')
}

/** Keeps the page, and what was typed on it, where the browser would put its own page about a missing network. */
export function useStay() {
  const ui = useTranslations('ui')
  useEffect(() => {
    const listening = new AbortController()
    const stay = (event: Event) => {
      if (navigator.onLine || !leadsAway(event)) return
      event.preventDefault()
      showToast({ text: ui('offlineStay') })
    }
    // Before the links hear of it themselves.
    const options = { capture: true, signal: listening.signal }
    document.addEventListener('click', stay, options)
    document.addEventListener('submit', stay, options)
    return () => listening.abort()
  }, [ui])
}
