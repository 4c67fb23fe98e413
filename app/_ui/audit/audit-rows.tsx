import Link from 'next/link'
import type { z } from 'zod'
import type { auditLog } from '@/lib/audit-logs/schema'
import type { Clock } from '../clock/clock'
import { getText } from '../i18n/messages'
import { initialsOf } from '../person'
import { Outcome } from './outcome'

export type Entry = z.infer<typeof auditLog>

interface Props {
  rows: readonly Entry[]
  clock: Clock
  hrefOf: (row: Entry) => string
  /** The entry that is looked at. */
  selected?: string
}

function byDay(rows: readonly Entry[], clock: Clock) {
  const days = new Map<string, Entry[]>()
  for (const row of rows) {
    const day = clock.heading(row.timestamp)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days]
}

function Who({ row }: { row: Entry }) {
  const name = row.user_name || row.user_email
  if (!name) return <span className="block min-h-6">—</span>
  return (
    <span className="flex min-h-6 items-center gap-2">
      <span aria-hidden="true" className="avatar">
        {initialsOf(name)}
      </span>
      <span className="truncate">{name}</span>
    </span>
  )
}

function Row({ row, clock, hrefOf, selected }: Omit<Props, 'rows'> & { row: Entry }) {
  return (
    <tr data-row={row.id} className={row.id === selected ? 'audit-selected' : undefined}>
      <td className="whitespace-nowrap">
        <time dateTime={row.timestamp} title={clock.full(row.timestamp)}>
          {clock.time(row.timestamp)}
        </time>
      </td>
      <td className="max-w-56">
        <Who row={row} />
      </td>
      <th scope="row" className="wrap-anywhere">
        <Link
          href={hrefOf(row)}
          scroll={false}
          prefetch={false}
          data-event={row.id}
          aria-current={row.id === selected ? 'true' : undefined}
          className="hover:underline"
        >
          {row.details}
        </Link>
      </th>
      <td className="audit-address font-mono text-xs">{row.ip_address ?? '—'}</td>
      <td>
        <Outcome of={row.outcome} />
      </td>
    </tr>
  )
}

/** Entries by day, the newest first. */
export async function AuditRows({ rows, clock, hrefOf, selected }: Props) {
  const audit = await getText('audit')
  const today = clock.heading(new Date().toISOString())
  const columns = ['time', 'who', 'what', 'address', 'outcome'] as const
  return (
    <div className="panel list-frame @container">
      <table aria-label={audit('title')} className="list audit-list w-full border-collapse">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={column === 'address' ? 'audit-address' : undefined}
              >
                {column === 'time' ? audit('timeIn', { zone: clock.zone }) : audit(column)}
              </th>
            ))}
          </tr>
        </thead>
        {byDay(rows, clock).map(([day, entries]) => (
          <tbody key={day}>
            <tr className="audit-day">
              <th scope="rowgroup" colSpan={columns.length}>
                {day === today ? audit('today', { day }) : day}
              </th>
            </tr>
            {entries.map((row) => (
              <Row key={row.id} row={row} clock={clock} hrefOf={hrefOf} selected={selected} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
