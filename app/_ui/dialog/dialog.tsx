'use client'

import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { useUnsavedGuard } from '../form/use-unsaved-guard'
import { DiscardQuestion } from './discard-question'
import { Leave } from './leave'
import { useTyped } from './use-typed'

interface Props {
  title: string
  onClose: () => void
  width?: 'wide'
  children: ReactNode
}

/** Where one begins to type or to choose; the browser would begin at the cross. */
const firstField = (dialog: HTMLElement) =>
  dialog.querySelector<HTMLElement>(
    'form :is(input:not([type="hidden"], [type="checkbox"], [type="radio"]), textarea, select):enabled',
  )

/**
 * A native modal dialog, open as long as it is there: focus, Escape and what lies below are the browser's.
 * What was typed in it is only dropped after a question.
 */
export function Dialog({ title, onClose, width, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const ui = useTranslations('ui')
  const isTyped = useTyped(dialog)
  const isDiscarded = useRef(false)
  /** How often it was asked; nothing while it is not. */
  const [asked, setAsked] = useState(0)
  const ask = () => setAsked((before) => before + 1)
  useUnsavedGuard(true, isTyped)
  // Before it is taken out of the page: only of a dialog that is closed does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    if (element && !element.querySelector('[autofocus]')) firstField(element)?.focus()
    return () => element?.close()
  }, [])
  const leave = () => (isTyped() ? ask() : dialog.current?.close())
  function onClosed() {
    // Told after the fact: by then React's strict mode has opened it again.
    if (dialog.current?.open) return
    if (isDiscarded.current || !isTyped()) return onClose()
    // Browsers close a dialog without asking it when Escape is pressed again and nothing in between.
    dialog.current?.showModal()
    ask()
  }
  // In the body, since the menu that it was opened from is not shown any more.
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={`dialog ${width === 'wide' ? 'dialog--wide' : ''}`}
      onCancel={(event) => {
        if (!isTyped()) return
        event.preventDefault()
        ask()
      }}
      onClose={onClosed}
    >
      <div className="flex items-start justify-between gap-4">
        <h2 id={heading} className="font-semibold text-base/6">
          {title}
        </h2>
        <button
          type="button"
          aria-label={ui('close')}
          className="icon-button -me-1.5 -mt-1.5"
          onClick={leave}
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      </div>
      <Leave value={leave}>{children}</Leave>
      {asked > 0 && (
        <DiscardQuestion
          // Anew each time, since only what opened last is above.
          key={asked}
          onKeep={() => setAsked(0)}
          onDiscard={() => {
            isDiscarded.current = true
            dialog.current?.close()
          }}
        />
      )}
    </dialog>,
    document.body,
  )
}
