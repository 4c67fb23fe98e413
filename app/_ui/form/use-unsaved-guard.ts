'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { holdPage } from './leaving'

const always = () => true

/** Asks before unsaved text is lost with its page: by a link, by Back or Forward, by closing or loading it anew. */
export function useUnsavedGuard(isOn: boolean, isUnsaved = always) {
  const ui = useTranslations('ui')
  const question = ui('leaveUnsaved')
  useEffect(() => {
    // Each its own, since two forms of a page may both be unsaved.
    if (isOn) return holdPage(() => isUnsaved(), question)
  }, [isOn, isUnsaved, question])
}
