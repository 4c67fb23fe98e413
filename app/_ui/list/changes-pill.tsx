'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '@/lib/realtime/client/live-provider'
import { send } from '../api/send'
import { useClock } from '../clock/provider'
import { useRefresh } from '../shell/use-refresh'
import type { Changed } from './show-changes'

const PAUSE_MS = 10_000
const MINUTE_MS = 60_000
const MOST = 100

export interface ChangesProps {
  /** The list as the API has it, with a `?`. */
  path: string
  /** When what is shown was read. */
  since: string
  /** Whether only some rows of the list are shown, so that changes of others are nobody's concern. */
  isNarrowed: boolean
  /** Whoever looks. */
  me: string
}

interface Found {
  rows: readonly Changed[]
  /** Whether there are more than are counted; which of those are shown is not known. */
  isMore: boolean
}

const NONE: Found = { rows: [], isMore: false }

const isShown = ({ id }: Changed) => document.querySelector(`tr[data-row="${id}"]`) !== null

/** Tells who has changed rows and when, as far as one may know. */
function useTelling({ path, me }: Pick<ChangesProps, 'path' | 'me'>) {
  const text = useTranslations('rowChanges')
  const clock = useClock()
  const mayAudit = useMay('VIEW_AUDIT_LOGS')
  function say(at: string, name: string | undefined) {
    const isNew = Date.now() - Date.parse(at) < MINUTE_MS
    const when = isNew ? text('justNow') : clock.relative(at)
    // That it was changed is told too, since there may be the heading of another time above it.
    return name
      ? { text: text('by', { name, when }), lines: [name, text('changed', { when })] }
      : { text: text('somebody', { when }), lines: [text('somebody', { when })] }
  }
  return async (rows: readonly Changed[]) => {
    const library = await import('./show-changes').catch(() => undefined)
    const trail = mayAudit ? path.replace(/.*(?=\?)/, '/api/audit-logs/') : undefined
    return library?.prepareChanges({ rows, trail, me, say })
  }
}

/** Tells that others have changed what a list shows; nothing moves before one asks for it. */
export function ChangesPill({ path, since, isNarrowed, me }: ChangesProps) {
  const text = useTranslations('rowChanges')
  const refresh = useRefresh()
  const prepare = useTelling({ path, me })
  const [found, setFound] = useState<Found & { since: string }>()
  const asked = useRef<ReturnType<typeof prepare>>(undefined)
  const { rows, isMore } = found?.since === since ? found : NONE

  useEffect(() => {
    asked.current?.then((show) => show?.())
    asked.current = undefined
    async function look() {
      if (document.visibilityState !== 'visible') return
      const query = `updated_since=${encodeURIComponent(since)}&page_size=${MOST + 1}`
      const answer = await send<Changed[]>({ method: 'GET', path: `${path}&${query}` })
      if (!answer.ok) return
      const rows = answer.body.filter((row) => !isNarrowed || isShown(row))
      setFound({ since, rows, isMore: answer.body.length > MOST })
    }
    const timer = setInterval(look, PAUSE_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [path, since, isNarrowed])

  return (
    <p role="status" className="empty:hidden">
      {(isMore || rows.length > 0) && (
        <button
          type="button"
          className="chip chip--accent min-h-6 px-3"
          onClick={() => {
            asked.current = prepare(rows)
            refresh()
          }}
        >
          {isMore ? text('many', { count: MOST }) : text('some', { count: rows.length })}
        </button>
      )}
    </p>
  )
}
