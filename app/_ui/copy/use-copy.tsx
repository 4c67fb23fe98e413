'use client'

import { type ComponentProps, type ComponentType, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { copyText } from './copy-text'

type Props = ComponentProps<typeof import('./by-hand').default>

/** Copies a text and says so; where that cannot be done, `byHand` shows the text to be copied otherwise. */
export function useCopy(): { copy: (text: string) => Promise<void>; byHand: ReactNode } {
  const ui = useTranslations('ui')
  const [refused, setRefused] = useState<{ text: string; Dialog: ComponentType<Props> }>()
  async function copy(text: string) {
    if (await copyText(text)) {
      showToast({ text: ui('copied') })
      return
    }
    const library = await import('./by-hand').catch(() => undefined)
    if (library) setRefused({ text, Dialog: library.default })
    // The browser's own needs nothing from the server, which may be out of reach.
    else window.prompt(ui('toCopy'), text)
  }
  const byHand = refused && (
    <refused.Dialog text={refused.text} onClose={() => setRefused(undefined)} />
  )
  return { copy, byHand }
}
