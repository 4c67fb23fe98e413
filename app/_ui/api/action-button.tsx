'use client'

import type { ReactNode } from 'react'
import { type Needs, useMay } from '@/lib/realtime/client/live-provider'
import { useOffline } from '../live/use-offline'
import type { Shown } from '../optimistic'
import type { Calls } from './sequence'
import { useAction } from './use-action'

interface Props {
  call: Calls
  /** Said when it is done. */
  done: string
  undo?: Calls
  /** What the page shows until the server has answered. */
  shows?: Shown
  /** Without it, the button is not there. */
  needs?: Needs
  /** Why the server would refuse it; said in place of the button. */
  refusal?: string
  className?: string
  label?: string
  children: ReactNode
}

/** One click, one request: for what can be taken back. */
export function ActionButton({
  call,
  done,
  undo,
  shows,
  needs,
  refusal,
  className,
  label,
  children,
}: Props) {
  const { run, isPending } = useAction()
  const offline = useOffline()
  if (!useMay(needs)) return null
  if (refusal) return <span className="text-muted text-xs">{refusal}</span>
  return (
    <button
      type="button"
      disabled={isPending}
      {...offline}
      aria-label={label}
      aria-busy={isPending}
      className={className ?? 'button button--outline'}
      onClick={(event) => {
        event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
        run(call, { done, undo, shows })
      }}
    >
      {children}
    </button>
  )
}
