'use client'

import { Check, Minus } from 'lucide-react'
import type { Stop } from './use-roving'

interface Props {
  text: string
  label: string
  share: boolean | 'mixed'
  isDisabled: boolean
  stop: Stop
  onToggle: () => void
}

/** The heading of a row or a column, which ticks all of it, or none when all are ticked. */
export function HeaderToggle({ text, label, share, isDisabled, stop, onToggle }: Props) {
  const Sign = share === 'mixed' ? Minus : Check
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={share}
      aria-disabled={isDisabled || undefined}
      className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-md px-1 text-start text-xs enabled:hover:bg-default aria-disabled:cursor-default sm:px-2 sm:text-[0.8125rem] pointer-coarse:min-h-11"
      {...stop}
      onClick={() => {
        if (!isDisabled) onToggle()
      }}
    >
      <span className="min-w-0 wrap-break-word">{text}</span>
      {!isDisabled && (
        <Sign
          aria-hidden="true"
          className={`size-3 shrink-0 text-muted max-sm:hidden ${share ? '' : 'invisible'}`}
        />
      )}
    </button>
  )
}
