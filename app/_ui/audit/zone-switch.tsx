'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { ZONE_COOKIE } from './zone-cookie'

const YEAR_SECONDS = 31_536_000

interface Props {
  /** In which zone the times are now. */
  zone: string
  label: string
  utc: string
  local: string
}

/** Times in UTC or in the browser's zone; the server writes them, so the browser only has to be asked. */
export function ZoneSwitch({ zone, label, utc, local }: Props) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  function choose(next: string) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there without https
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(next)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
    start(() => router.refresh())
  }
  const choices = [
    [local, zone !== 'UTC', () => choose(Intl.DateTimeFormat().resolvedOptions().timeZone)],
    [utc, zone === 'UTC', () => choose('UTC')],
  ] as const
  return (
    <fieldset
      aria-label={label}
      aria-busy={isPending}
      className="flex rounded-md border border-border p-0.5"
    >
      {choices.map(([name, isOn, onClick]) => (
        <button
          key={name}
          type="button"
          aria-pressed={isOn}
          onClick={onClick}
          className="min-h-6 rounded px-2 text-muted text-xs aria-pressed:bg-default aria-pressed:font-medium aria-pressed:text-foreground pointer-coarse:min-h-10"
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
