'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useIsOffline, useLive } from '@/lib/realtime/client/live-provider'
import type { Status } from '@/lib/realtime/client/state'
import { useClock } from '../clock/provider'
import { useRefresh } from '../shell/use-refresh'
import { useStay } from './use-stay'

const COLOURS = {
  connecting: 'invisible',
  live: 'text-success',
  reconnecting: 'text-warning',
  offline: 'text-muted',
} satisfies Record<Status, string>

/** The quiet beginning looks as if all were well. */
const WORDS = {
  connecting: 'live',
  live: 'live',
  reconnecting: 'reconnecting',
  offline: 'offline',
} as const satisfies Record<Status, string>

const ANNOUNCEMENTS = {
  connecting: undefined,
  live: 'back',
  reconnecting: 'interrupted',
  offline: 'off',
} as const satisfies Record<Status, string | undefined>

/** Full, dotted or hollow, so that the colour is not the only difference. */
function Dot({ status }: { status: Status }) {
  const isFull = status === 'live' || status === 'connecting'
  return (
    <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden="true">
      <circle
        cx="5"
        cy="5"
        r="4"
        fill={isFull ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={status === 'reconnecting' ? '1.6 1.54' : undefined}
      />
    </svg>
  )
}

/** Says one transition once; the beginning is none. */
function useAnnouncement(status: Status) {
  const [hasBeenLost, setHasBeenLost] = useState(false)
  const isLost = status === 'reconnecting' || status === 'offline'
  if (isLost && !hasBeenLost) setHasBeenLost(true)
  return isLost || hasBeenLost ? ANNOUNCEMENTS[status] : undefined
}

/** Shows the page anew when it was offline for so long that it may be out of date. */
function useCatchUp(status: Status) {
  const refresh = useRefresh()
  const wasOffline = useRef(false)
  useEffect(() => {
    if (status === 'offline') wasOffline.current = true
    if (status !== 'live' || !wasOffline.current) return
    wasOffline.current = false
    refresh()
  }, [status, refresh])
}

/** Whether the page hears of changes at this moment. Without JavaScript it is not seen. */
export function LiveIndicator() {
  const { status, updatedAt, refresh } = useLive()
  const refreshPage = useRefresh()
  const isOffline = useIsOffline()
  useCatchUp(status)
  useStay()
  const announcement = useAnnouncement(status)
  const clock = useClock()
  const live = useTranslations('live')
  const word = live(WORDS[status])
  const details =
    updatedAt === undefined
      ? undefined
      : live('details', { status: word, time: clock.time(updatedAt) })
  return (
    <div className="whitespace-nowrap text-xs" data-live={status}>
      <div className={`flex items-center gap-2 ${COLOURS[status]}`}>
        <span className="flex items-center gap-1.5" title={details}>
          <Dot status={status} />
          <span>{word}</span>
          {status === 'offline' && <span className="max-md:sr-only">— {live('outdated')}</span>}
        </span>
        {status === 'offline' && (
          <button
            type="button"
            className="min-h-6 text-accent underline"
            onClick={() => {
              refresh()
              // Next leaves a page that it cannot refresh.
              if (!isOffline) refreshPage()
            }}
          >
            {live('refresh')}
          </button>
        )}
      </div>
      <p role="status" className="sr-only">
        {announcement && live(announcement)}
      </p>
    </div>
  )
}
