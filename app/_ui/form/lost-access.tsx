'use client'

import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { CopyButton } from '../copy/copy-button'
import { readable } from './readable'

interface Props {
  form: RefObject<HTMLFormElement | null>
  onDiscard?: () => void
}

/** Above a form that can no longer be saved: what was typed is still there to be taken elsewhere. */
export function LostAccess({ form, onDiscard }: Props) {
  const ui = useTranslations('ui')
  return (
    <div role="alert" className="notice">
      <p>{ui('lostAccess')}</p>
      <p className="mt-1 flex gap-4">
        <CopyButton
          className="link-button"
          text={() => (form.current ? readable(form.current).join('\n') : '')}
        >
          {ui('copyChanges')}
        </CopyButton>
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
