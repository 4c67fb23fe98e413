'use client'

import { useTranslations } from 'use-intl'
import { CopyButton } from '../copy/copy-button'

interface Props {
  /** What can no longer be saved, to be taken elsewhere. */
  text: string | (() => string)
  /** What is said where it was not typed. */
  lead?: string
  className?: string
  onDiscard: () => void
}

/** Above what can no longer be saved: it is still there. */
export function LostAccess({ text, lead, className, onDiscard }: Props) {
  const ui = useTranslations('ui')
  return (
    <div role="alert" className={`notice ${className ?? ''}`}>
      <p>{lead ?? ui('lostAccess')}</p>
      <p className="mt-1 flex gap-4">
        <CopyButton className="link-button w-fit! p-0!" text={text}>
          {ui('copyChanges')}
        </CopyButton>
        <button type="button" className="link-button w-fit! p-0!" onClick={onDiscard}>
          {ui('discard')}
        </button>
      </p>
    </div>
  )
}

/** In an open dialog whose act is not for its reader any more. */
export function LostAct() {
  const ui = useTranslations('ui')
  return (
    <p role="alert" className="notice">
      {ui('lostAct')}
    </p>
  )
}
