'use client'

import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { bodyOf, labelOf } from './body'

interface Props {
  form: RefObject<HTMLFormElement | null>
  onDiscard?: () => void
}

/** Above a form that can no longer be saved: what was typed is still there to be taken elsewhere. */
export function LostAccess({ form, onDiscard }: Props) {
  const ui = useTranslations('ui')
  async function copy() {
    const element = form.current
    if (!element) return
    const lines = Object.entries(bodyOf(element)).map(
      ([name, value]) => `${labelOf(element, name)}: ${String(value)}`,
    )
    await navigator.clipboard.writeText(lines.join('\n'))
    showToast({ text: ui('copied') })
  }
  return (
    <div role="alert" className="notice">
      <p>{ui('lostAccess')}</p>
      <p className="mt-1 flex gap-4">
        <button type="button" className="link-button" onClick={copy}>
          {ui('copyChanges')}
        </button>
        <button
          type="button"
          className="link-button"
          onClick={() => (onDiscard ? onDiscard() : form.current?.reset())}
        >
          {ui('discard')}
        </button>
      </p>
    </div>
  )
}
