import Link from 'next/link'
import { auditAddress } from '@/app/_ui/audit/view'
import type { Clock } from '@/app/_ui/clock/clock'
import { readClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { getAuditHistogram } from '@/lib/audit-logs/summary-queries'
import { load } from '@/lib/core/load'
import { Section } from '../../_overview/section'

const DAYS = 30
const DAY_MS = 86_400_000
const HEIGHT = 40
const TOP = 4
const LOGINS = { name: 'action', value: 'LOGIN', isExcluded: false } as const

interface Day {
  start: string
  count: number
}

/** The histogram counts half days of UTC where it shows a month. */
async function readDays(company: { company?: string }): Promise<Day[]> {
  const first = Math.floor(Date.now() / DAY_MS) - DAYS + 1
  const { buckets } = await load(getAuditHistogram, {
    ...company,
    action: LOGINS.value,
    outcome: 'success',
    start_date: new Date(first * DAY_MS).toISOString(),
  })
  const days = Array.from({ length: DAYS }, (_, index) => ({
    start: new Date((first + index) * DAY_MS).toISOString(),
    count: 0,
  }))
  for (const { start, success } of buckets) {
    const day = days[Math.floor(Date.parse(start) / DAY_MS) - first]
    if (day) day.count += success
  }
  return days
}

function Line({ days }: { days: readonly Day[] }) {
  const most = Math.max(1, ...days.map(({ count }) => count))
  const points = days.map(
    ({ count }, index) => `${index},${HEIGHT - (count / most) * (HEIGHT - TOP)}`,
  )
  return (
    <svg
      aria-hidden="true"
      className="h-10 w-full text-accent"
      viewBox={`0 0 ${days.length - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <polygon
        points={`0,${HEIGHT} ${points.join(' ')} ${days.length - 1},${HEIGHT}`}
        fill="currentColor"
        fillOpacity="0.12"
      />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

interface NumbersProps {
  days: readonly Day[]
  place: string
  clock: Clock
}

async function Numbers({ days, place, clock }: NumbersProps) {
  const text = await getText('companies')
  const hrefOf = ({ start }: Day) => {
    const to = new Date(Date.parse(start) + DAY_MS - 1).toISOString()
    return auditAddress({ terms: [LOGINS], from: start, to }, {}, `${place}/audit`)
  }
  return (
    <details>
      <summary className="min-h-6 w-fit cursor-pointer py-1 text-muted text-xs hover:text-foreground">
        {text('asTable')}
      </summary>
      <div className="max-h-72 overflow-auto">
        <table aria-label={text('signIns')} className="list w-full">
          <thead>
            <tr>
              <th scope="col">{text('dayInUtc')}</th>
              <th scope="col">{text('signIns')}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.start}>
                <th scope="row">
                  <Link href={hrefOf(day)} prefetch={false} className="underline">
                    {clock.day(day.start)}
                  </Link>
                </th>
                <td className="tabular-nums">{day.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

interface Props {
  /** The filter of the trail. */
  company: { company?: string }
  place: string
}

/** How often people of a company have signed in on each of the last days. */
export async function SignIns({ company, place }: Props) {
  const [text, clock] = [await getText('companies'), (await readClock()).in('UTC')]
  const days = await readDays(company)
  const total = days.reduce((sum, { count }) => sum + count, 0)
  return (
    <Section id="sign-ins" title={text('signIns')}>
      <div className="panel grid gap-2 p-3">
        <p className="text-muted">{text('signInsTotal', { total, days: DAYS })}</p>
        <Line days={days} />
        <p aria-hidden="true" className="flex justify-between text-muted text-xs tabular-nums">
          <span>{clock.day(days[0]!.start)}</span>
          <span>{clock.day(days.at(-1)!.start)}</span>
        </p>
        <Numbers {...{ days, place, clock }} />
      </div>
    </Section>
  )
}
