'use client'

import { useTransition } from 'react'
import { choose } from '../choose'
import { useRefresh } from '../shell/use-refresh'

interface Props {
  /** In which zone the times are now. */
  zone: string
  /** That of the person. */
  own: string
  label: string
  utc: string
  local: string
}

/** Times in the person's zone or in UTC; the server writes them. */
export function ZoneSwitch({ zone, own, label, utc, local }: Props) {
  const refresh = useRefresh()
  const [isPending, start] = useTransition()
  const choices = [
    ['', local, own, zone !== 'UTC'],
    ['utc', utc, undefined, zone === 'UTC'],
  ] as const
  return (
    <fieldset
      aria-label={label}
      aria-busy={isPending}
      className="flex rounded-md border border-border p-0.5 noscript:hidden"
    >
      {choices.map(([value, name, title, isOn]) => (
        <button
          key={name}
          type="button"
          title={title}
          aria-pressed={isOn}
          onClick={() => {
            choose('trail', value)
            start(refresh)
          }}
          className="min-h-6 rounded px-2 text-muted text-xs aria-pressed:bg-default aria-pressed:font-medium aria-pressed:text-foreground pointer-coarse:min-h-10"
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
