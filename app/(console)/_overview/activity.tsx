import Link from 'next/link'
import { Histogram } from '@/app/_ui/audit/histogram'
import { timesOf } from '@/app/_ui/audit/view'
import { readTrailClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { getAuditHistogram } from '@/lib/audit-logs/summary-queries'
import { load } from '@/lib/core/load'
import { Section } from './section'

const RANGES = ['24h', '7d', '30d'] as const
type Range = (typeof RANGES)[number]

interface Props {
  company: { company?: string }
  place: string
  /** What the address says of the period. */
  asked: string
}

const isRange = (text: string): text is Range => RANGES.some((range) => range === text)

/** How much happened lately, of what kind. */
export async function Activity({ company, place, asked }: Props) {
  const [text, clock] = [await getText('overview'), await readTrailClock()]
  const range = isRange(asked) ? asked : '7d'
  const view = { terms: [], range, from: '', to: '', cursor: '', event: '' }
  const histogram = await load(getAuditHistogram, { ...company, ...timesOf(view) })
  const ranges = (
    <nav aria-label={text('activityRange')} className="flex gap-0.5 rounded-md bg-default p-0.5">
      {RANGES.map((name) => (
        <Link
          key={name}
          href={`?activity=${name}`}
          scroll={false}
          aria-current={name === range ? 'true' : undefined}
          className="grid min-h-6 place-content-center rounded px-2 text-xs aria-[current=true]:bg-surface aria-[current=true]:font-medium"
        >
          {text(`range${name}`)}
        </Link>
      ))}
    </nav>
  )
  return (
    <Section id="activity" title={text('activity')} more={ranges}>
      {histogram.buckets.length > 0 && (
        <Histogram {...histogram} {...{ view, clock }} path={`${place}/audit`} />
      )}
    </Section>
  )
}
