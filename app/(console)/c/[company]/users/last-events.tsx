import Link from 'next/link'
import { Outcome } from '@/app/_ui/audit/outcome'
import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import { listAuditLogs } from '@/lib/audit-logs/queries'
import { load } from '@/lib/core/load'

const SHOWN = 5

/** What somebody did last, in the little room beside a list. */
export async function LastEvents({ id, place }: { id: string; place: string }) {
  const [users, audit] = [await getText('users'), await getText('audit')]
  const { rows } = await load(listAuditLogs, { user_id: id, page_size: SHOWN })
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{users('lastEvents')}</h3>
      {rows.length === 0 ? (
        <p className="text-muted">{audit('nothingYet')}</p>
      ) : (
        <ul className="panel divide-y divide-separator">
          {rows.map(({ id: event, details, outcome, timestamp }) => (
            <li key={event} className="grid gap-0.5 px-3 py-2">
              <Link
                href={`${place}/audit?range=all&event=${event}`}
                className="wrap-anywhere hover:underline"
              >
                {details}
              </Link>
              <p className="flex flex-wrap gap-x-3 text-muted text-xs">
                <RelativeTime at={timestamp} />
                {outcome !== 'success' && <Outcome of={outcome} />}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Link href={`${place}/users/${id}?tab=activity`} className="link-button w-fit">
        {users('allEvents')}
      </Link>
    </section>
  )
}
