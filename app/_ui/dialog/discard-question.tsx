'use client'

import { useEffect, useId, useRef } from 'react'
import { useTranslations } from 'use-intl'

interface Props {
  onKeep: () => void
  onDiscard: () => void
}

/** Asked above a dialog in which something was typed; whatever closes it keeps the text. */
export function DiscardQuestion({ onKeep, onDiscard }: Props) {
  const question = useRef<HTMLDialogElement>(null)
  const text = useId()
  const ui = useTranslations('ui')
  useEffect(() => {
    const element = question.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={question}
      role="alertdialog"
      aria-labelledby={text}
      className="dialog dialog--question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Left to it, the browser may close both dialogs at once.
        event.preventDefault()
        question.current?.close()
      }}
      onClose={() => {
        if (!question.current?.open) onKeep()
      }}
    >
      <p id={text} className="font-medium">
        {ui('discardQuestion')}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <button
          type="button"
          className="button button--primary"
          onClick={() => question.current?.close()}
        >
          {ui('keepEditing')}
        </button>
        <button
          type="button"
          className="button button--danger"
          onClick={() => {
            // First, since nothing below it can get the focus while it is open.
            question.current?.close()
            onDiscard()
          }}
        >
          {ui('discard')}
        </button>
      </div>
    </dialog>
  )
}
