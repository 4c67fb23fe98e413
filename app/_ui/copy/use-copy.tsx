'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { copyText } from './copy-text'

const ByHand = lazy(() => import('./by-hand'))

/** Copies a text and says so; where that cannot be done, `byHand` shows the text to be copied otherwise. */
export function useCopy(): { copy: (text: string) => Promise<void>; byHand: ReactNode } {
  const ui = useTranslations('ui')
  const [refused, setRefused] = useState<string>()
  async function copy(text: string) {
    if (await copyText(text)) showToast({ text: ui('copied') })
    else setRefused(text)
  }
  const byHand = refused !== undefined && (
    <Suspense>
      <ByHand text={refused} onClose={() => setRefused(undefined)} />
    </Suspense>
  )
  return { copy, byHand }
}
