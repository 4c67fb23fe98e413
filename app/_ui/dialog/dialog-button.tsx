'use client'

import { type ReactNode, useRef, useState } from 'react'
import { type Needs, useMay } from '@/lib/realtime/client/live-provider'
import { Dialog } from './dialog'

interface Props {
  /** What the button shows. */
  label: ReactNode
  /** Its name where what it shows is no text. */
  ariaLabel?: string
  title: string
  /** Without it, there is no button; a dialog that is open stays. */
  needs?: Needs
  className?: string
  width?: 'wide'
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A button that opens a dialog, and gets the focus back. */
export function DialogButton(props: Props) {
  const { label, ariaLabel, title, needs, className, width, children } = props
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const may = useMay(needs)
  if (!may && !isOpen) return null
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const open = () => {
    button.current?.closest<HTMLElement>('[popover]')?.hidePopover()
    setIsOpen(true)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={ariaLabel}
        aria-haspopup="dialog"
        className={className ?? 'button button--outline'}
        onClick={open}
      >
        {label}
      </button>
      {isOpen && (
        <Dialog title={title} width={width} onClose={close}>
          {typeof children === 'function' ? children(close) : children}
        </Dialog>
      )}
    </>
  )
}
