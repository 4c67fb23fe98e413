'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'

interface Props {
  title: string
  onClose: () => void
  width?: 'wide'
  children: ReactNode
}

/** A native modal dialog, open as long as it is there: focus, Escape and what lies below are the browser's. */
export function Dialog({ title, onClose, width, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const ui = useTranslations('ui')
  useEffect(() => {
    const element = dialog.current
    // The browser gives the focus back only to what had it when the dialog opened.
    element?.showModal()
    return () => element?.close()
  }, [])
  // In the body, since the menu that it was opened from is not shown any more.
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={`dialog ${width === 'wide' ? 'dialog--wide' : ''}`}
      // Told after the fact: by then React's strict mode has opened it again.
      onClose={() => {
        if (!dialog.current?.open) onClose()
      }}
    >
      <div className="flex items-start justify-between gap-4">
        <h2 id={heading} className="font-semibold text-base/6">
          {title}
        </h2>
        <button
          type="button"
          aria-label={ui('close')}
          className="icon-button -me-1.5 -mt-1.5"
          onClick={() => dialog.current?.close()}
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      </div>
      {children}
    </dialog>,
    document.body,
  )
}
