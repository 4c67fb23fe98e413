import type { z } from 'zod'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import type { auditLog } from '@/lib/audit-logs/schema'

/** A shape besides the word, so that the colour is never alone. */
const SHAPES = {
  success: ['●', 'text-success'],
  failure: ['▲', 'text-warning'],
  denied: ['⊘', 'text-danger'],
} as const

/** Entries of the trail, the newest first, with the exact time of each in UTC. */
export async function AuditTable({ rows }: { rows: readonly z.infer<typeof auditLog>[] }) {
  const [audit, { locale }] = [await getText('audit'), await getMessages()]
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  })
  if (rows.length === 0) {
    return (
      <p className="rounded-lg border border-border bg-surface px-4 py-8 text-center">
        {audit('none')}
      </p>
    )
  }
  return (
    <div className="overflow-x-auto rounded-lg border border-border bg-surface">
      <table aria-label={audit('title')} className="list w-full border-collapse">
        <thead>
          <tr>
            {(['time', 'what', 'who', 'address', 'outcome'] as const).map((column) => (
              <th key={column} scope="col">
                {audit(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [shape, colour] = SHAPES[row.outcome]
            return (
              <tr key={row.id}>
                <td className="whitespace-nowrap">
                  <time dateTime={row.timestamp}>{time.format(new Date(row.timestamp))}</time>
                </td>
                <th scope="row" className="wrap-anywhere">
                  {row.details}
                </th>
                <td>{row.user_name || row.user_email || '—'}</td>
                <td className="font-mono text-xs">{row.ip_address ?? '—'}</td>
                <td className="whitespace-nowrap">
                  <span aria-hidden="true" className={colour}>
                    {shape}
                  </span>{' '}
                  {audit(row.outcome)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
