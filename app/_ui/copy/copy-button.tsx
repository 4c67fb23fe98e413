'use client'

import type { ReactNode } from 'react'
import { useCopy } from './use-copy'

interface Props {
  /** What is copied, or what tells it when it is asked for. */
  text: string | (() => string)
  label?: string
  className?: string
  children: ReactNode
}

/** Takes a text into the clipboard. */
export function CopyButton({ text, label, className, children }: Props) {
  const { copy, byHand } = useCopy()
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        className={className ?? 'icon-button'}
        onClick={({ currentTarget }) => {
          // What stands in a form is still worked on.
          currentTarget.closest<HTMLElement>('.menu[popover]:not(:has(form))')?.hidePopover()
          void copy(typeof text === 'string' ? text : text())
        }}
      >
        {children}
      </button>
      {byHand}
    </>
  )
}
