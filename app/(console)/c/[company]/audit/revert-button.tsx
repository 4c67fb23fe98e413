'use client'

import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useMay } from '@/lib/realtime/client/live-provider'
import type { RevertProps } from './revert-dialog'

const RevertDialog = lazy(() => import('./revert-dialog'))

interface Props extends Omit<RevertProps, 'may' | 'onClose'> {
  label: string
  needs: readonly string[]
}

/** Opens the dialog, and gets the focus back. */
export function RevertButton({ label, needs, ...dialog }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const element = button.current
    return () => {
      // The button goes away with what there was to revert.
      if (element && element === document.activeElement) {
        document.getElementById('event')?.focus({ preventScroll: true })
      }
    }
  }, [])
  const [first, second] = [useMay(needs[0]), useMay(needs[1])]
  const may = first && second
  if (!may && !isOpen) return null
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        className="button button--outline"
        onClick={() => setIsOpen(true)}
      >
        {label}
      </button>
      {isOpen && (
        <Suspense>
          <RevertDialog {...dialog} may={may} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
