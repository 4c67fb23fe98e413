'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { Permission } from '@/lib/permissions/catalog'
import type { Stop } from './use-roving'

interface Props {
  /** Nothing where nobody can do that. */
  code: Permission | undefined
  label: string | undefined
  /** A word beside the box, where the column does not say enough. */
  note?: string
  name?: string
  isOn: boolean
  wasOn: boolean
  isDisabled: boolean
  stop: Stop
  onShow: (code: Permission) => void
  onToggle: (code: Permission, isOn: boolean, isRange: boolean) => void
}

const MARKS = {
  addition: ['+', 'bg-success/15 text-success'],
  removal: ['−', 'bg-danger/15 text-danger'],
} as const

/** A box of the matrix. One that cannot be ticked can still be reached, so that it can tell why. */
export function MatrixCell(props: Props) {
  const { code, label, note, name, isOn, wasOn, isDisabled, stop, onShow, onToggle } = props
  const t = useTranslations('matrix')
  const id = useId()
  if (!code) {
    return (
      <td className="border-separator border-t text-center text-muted">
        <span aria-hidden="true">·</span>
        <span className="sr-only">{t('impossible')}</span>
      </td>
    )
  }
  const change = isOn === wasOn ? undefined : isOn ? 'addition' : 'removal'
  return (
    <td
      className={`border-separator border-t p-0 ${change ? MARKS[change][1] : ''}`}
      onMouseEnter={() => onShow(code)}
    >
      <label className="flex min-h-10 flex-wrap items-center justify-center gap-x-1.5 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-45"
          aria-label={label}
          aria-disabled={isDisabled || undefined}
          aria-describedby={change && id}
          name={name}
          value={code}
          data-list={name ? '' : undefined}
          checked={isOn}
          {...stop}
          onFocus={() => {
            stop.onFocus()
            onShow(code)
          }}
          onChange={(event) => {
            // Safe because browsers report a change of a checkbox by the click or key that made it.
            const { shiftKey } = event.nativeEvent as MouseEvent
            if (!isDisabled) onToggle(code, event.target.checked, shiftKey)
          }}
        />
        {note && <span className="text-muted text-xs max-sm:hidden">{note}</span>}
        {change && (
          <span id={id} className="font-semibold">
            <span aria-hidden="true">{MARKS[change][0]}</span>
            <span className="sr-only">{t(change)}</span>
          </span>
        )}
      </label>
    </td>
  )
}
