'use client'

import { useState } from 'react'
import { useLive } from '@/lib/realtime/client/live-provider'
import type { Status } from '@/lib/realtime/client/state'
import { STATUS_ANNOUNCEMENTS, STATUS_WORDS, statusDetails, TEXTS } from './texts'

const COLOURS = {
  connecting: 'invisible',
  live: 'text-success',
  reconnecting: 'text-warning',
  offline: 'text-muted',
} satisfies Record<Status, string>

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

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
function useAnnouncement(status: Status): string {
  const [hasBeenLost, setHasBeenLost] = useState(false)
  const isLost = status === 'reconnecting' || status === 'offline'
  if (isLost && !hasBeenLost) setHasBeenLost(true)
  return isLost || hasBeenLost ? STATUS_ANNOUNCEMENTS[status] : ''
}

/** Whether the page hears of changes at this moment. Without JavaScript it is not seen. */
export function LiveIndicator() {
  const { status, updatedAt, refresh } = useLive()
  const announcement = useAnnouncement(status)
  const details =
    updatedAt === undefined ? undefined : statusDetails(status, time.format(updatedAt))
  return (
    <div className="whitespace-nowrap text-xs">
      <div className={`flex items-center gap-2 ${COLOURS[status]}`}>
        <span className="flex items-center gap-1.5" title={details}>
          <Dot status={status} />
          <span>{STATUS_WORDS[status]}</span>
          {status === 'offline' && <span className="max-[24rem]:sr-only">— {TEXTS.outdated}</span>}
        </span>
        {status === 'offline' && (
          <button type="button" className="min-h-6 text-accent underline" onClick={refresh}>
            {TEXTS.refresh}
          </button>
        )}
      </div>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  )
}
