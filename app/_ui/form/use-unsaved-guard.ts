'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'

/** Asks before a page with unsaved text is left, by a link of it or in any other way. */
export function useUnsavedGuard(isDirty: boolean) {
  const ui = useTranslations('ui')
  const question = ui('leaveUnsaved')
  useEffect(() => {
    if (!isDirty) return
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal })
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href]')
      const isElsewhere = !link || link.target === '_blank' || event.ctrlKey || event.metaKey
      if (isElsewhere || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', onClick, { signal, capture: true })
    return () => listening.abort()
  }, [isDirty, question])
}
