import Link from 'next/link'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { auditHistogram } from '@/lib/audit-logs/schema'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import type { Clock } from '../clock/clock'
import { getMessages, getText } from '../i18n/messages'
import { HistogramTable } from './histogram-table'
import { RangeStage } from './range-stage'
import { lastBefore } from './span'
import { type AuditView, auditAddress, DEFAULT_RANGE } from './view'

type Shown = z.infer<typeof auditHistogram>
export type Bucket = Shown['buckets'][number]

/** From the bottom to the top. */
export const SERIES = ['success', 'sensitive', 'failure', 'denied'] as const

const HEIGHT = 96
const STEP = 10
const LEAST = 2

export const totalOf = (bucket: Bucket) => SERIES.reduce((sum, name) => sum + bucket[name], 0)

/** The view that shows one bucket alone. */
export function narrowed(view: AuditView, { start }: Bucket, seconds: number, path = '') {
  const to = lastBefore(Date.parse(start) + seconds * 1000)
  return auditAddress(view, { range: undefined, from: start, to }, path)
}

function Bar({ bucket, highest }: { bucket: Bucket; highest: number }) {
  let top = HEIGHT
  return SERIES.filter((name) => bucket[name] > 0).map((name) => {
    const height = Math.max(LEAST, (bucket[name] / highest) * (HEIGHT - 8))
    top -= height
    return (
      <g key={name}>
        <rect className={name} x="1" width={STEP - 2} y={top} height={height} />
        <rect fill={`url(#stripes-${name})`} x="1" width={STEP - 2} y={top} height={height} />
      </g>
    )
  })
}

/** What distinguishes the parts besides their colours. */
function Stripes() {
  return (
    <defs>
      <pattern id="stripes-failure" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="2" fill="var(--surface)" fillOpacity="0.55" />
      </pattern>
      <pattern id="stripes-denied" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="2" height="4" fill="var(--surface)" fillOpacity="0.55" />
      </pattern>
    </defs>
  )
}

function Swatch({ name }: { name: (typeof SERIES)[number] }) {
  return (
    <svg aria-hidden="true" className="histogram size-3" viewBox="0 0 12 12">
      <rect className={name} width="12" height="12" />
      <rect fill={`url(#stripes-${name})`} width="12" height="12" />
    </svg>
  )
}

interface Props extends Shown {
  view: AuditView
  clock: Clock
  /** Where the explorer is, when it is on another page. */
  path?: string
}

type StageProps = Props & { children: ReactNode }

/** In the explorer the time is also dragged and moved by keys; elsewhere the bars only lead to it. */
async function Stage({ buckets, bucket_seconds, view, clock, path, children }: StageProps) {
  if (path !== undefined) return children
  const [{ messages }, { formats }] = await Promise.all([getMessages(), load(getMe, {})])
  const { histogram: label, rangeHint: hint, rangeSpan: span, rangeShown: shown } = messages.audit
  return (
    <RangeStage
      start={buckets[0]!.start}
      seconds={bucket_seconds}
      count={buckets.length}
      address={auditAddress(view, { cursor: '', event: '' })}
      preset={auditAddress(view, { range: DEFAULT_RANGE, from: '', to: '' })}
      formats={{ ...formats, time_zone: clock.zone }}
      texts={{ label, hint, span, shown }}
    >
      {children}
    </RangeStage>
  )
}

/** How much happened when. A bar narrows the time to it; the table does the same for everybody. */
export async function Histogram({ buckets, bucket_seconds, view, clock, path }: Props) {
  const audit = await getText('audit')
  const highest = Math.max(1, ...buckets.map(totalOf))
  const label = (bucket: Bucket) =>
    [
      clock.moment(bucket.start),
      ...SERIES.filter((name) => bucket[name] > 0).map((name) => `${audit(name)}: ${bucket[name]}`),
    ].join(' · ')
  return (
    <figure className="panel grid gap-2 p-3">
      <Stage {...{ buckets, bucket_seconds, view, clock, path }}>
        <svg
          aria-hidden="true"
          className="histogram h-24 w-full"
          viewBox={`0 0 ${buckets.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          <Stripes />
          {buckets.map((bucket, index) => (
            <Link
              key={bucket.start}
              href={narrowed(view, bucket, bucket_seconds, path)}
              prefetch={false}
              scroll={path !== undefined}
              tabIndex={-1}
            >
              <g transform={`translate(${index * STEP} 0)`}>
                <title>{label(bucket)}</title>
                <rect className="hit" width={STEP} height={HEIGHT} fill="transparent" />
                <Bar bucket={bucket} highest={highest} />
              </g>
            </Link>
          ))}
        </svg>
      </Stage>
      <div
        aria-hidden="true"
        dir="ltr"
        className="flex justify-between gap-2 text-muted text-xs tabular-nums"
      >
        <span>{clock.moment(buckets[0]!.start)}</span>
        <span>{clock.moment(buckets.at(-1)!.start)}</span>
      </div>
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
        <span className="sr-only">{audit('histogram')}</span>
        {SERIES.map((name) => (
          <span key={name} className="flex items-center gap-1.5">
            <Swatch name={name} />
            {audit(name)}
          </span>
        ))}
        <HistogramTable {...{ buckets, view, clock, path }} seconds={bucket_seconds} />
      </figcaption>
    </figure>
  )
}
