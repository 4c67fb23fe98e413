'use client'

import { lazy, Suspense, useEffect, useRef, useState } from 'react'
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
  const wasOpen = useRef(false)
  useEffect(() => {
    // Not before: as long as the dialog is there, nothing below it takes the focus.
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  useEffect(
    () => () => {
      // The button goes away with what there was to revert, and the focus with it.
      if (document.activeElement === document.body) {
        document.getElementById('event')?.focus({ preventScroll: true })
      }
    },
    [],
  )
  const may = useMay(needs)
  if (!may && !isOpen) return null
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
          <RevertDialog {...dialog} may={may} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
