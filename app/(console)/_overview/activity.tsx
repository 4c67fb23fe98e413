import Link from 'next/link'
import { Bars } from '@/app/_ui/audit/bars'
import { getText } from '@/app/_ui/i18n/messages'
import { getAuditHistogram } from '@/lib/audit-logs/summary-queries'
import { load } from '@/lib/core/load'
import { Section } from './section'

const HOUR_MS = 3_600_000
const RANGES = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const
type Range = keyof typeof RANGES

interface Props {
  company: { company?: string }
  place: string
  /** What the address says of the period. */
  asked: string
}

const isRange = (text: string): text is Range => text in RANGES

/** How much happened lately, of what kind. */
export async function Activity({ company, place, asked }: Props) {
  const text = await getText('overview')
  const range = isRange(asked) ? asked : '7d'
  const start_date = new Date(Date.now() - RANGES[range] * HOUR_MS).toISOString()
  const histogram = await load(getAuditHistogram, { ...company, start_date })
  const ranges = (
    <nav aria-label={text('activityRange')} className="flex gap-0.5 rounded-md bg-default p-0.5">
      {Object.keys(RANGES).map((name) => (
        <Link
          key={name}
          href={`?activity=${name}`}
          scroll={false}
          aria-current={name === range ? 'true' : undefined}
          className="grid min-h-6 place-content-center rounded px-2 text-xs aria-[current=true]:bg-surface aria-[current=true]:font-medium"
        >
          {/* Safe because these are the names of the ranges. */}
          {text(`range${name as Range}`)}
        </Link>
      ))}
    </nav>
  )
  return (
    <Section id="activity" title={text('activity')} more={ranges} className="lg:col-span-2">
      <div className="panel px-4 py-3">
        <Bars histogram={histogram} label={text('activity')} path={`${place}/audit`} />
      </div>
    </Section>
  )
}
