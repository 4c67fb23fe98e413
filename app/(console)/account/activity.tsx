import { AuditList } from '@/app/_ui/audit/audit-list'
import { Outcome } from '@/app/_ui/audit/outcome'
import { readTrailClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { listOwnActivity } from '@/lib/audit-logs/own-queries'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'

const SHOWN = 50
const COLUMNS = ['when', 'what', 'address', 'outcome'] as const

/** What somebody did themselves; with the way into the trail for those who may see it. */
export async function Activity() {
  const { user } = await load(getMe, {})
  if (user.permissions.includes('VIEW_AUDIT_LOGS')) {
    return <AuditList filter={{ user_id: user.id }} limit={SHOWN} />
  }
  return <OwnActivity />
}

async function OwnActivity() {
  const [account, clock, { rows }] = await Promise.all([
    getText('account'),
    readTrailClock(),
    load(listOwnActivity, { page_size: SHOWN }),
  ])
  return (
    <div className="grid gap-3">
      <p className="text-muted">{account('activityWhy', { count: SHOWN, zone: clock.zone })}</p>
      <div className="panel overflow-x-auto">
        <table aria-label={account('tabs.activity')} className="list w-full border-collapse">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {account(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, timestamp, details, ip_address, outcome }) => (
              <tr key={id}>
                <td className="whitespace-nowrap">
                  <time dateTime={timestamp} title={clock.full(timestamp)}>
                    {clock.exact(timestamp)}
                  </time>
                </td>
                <th scope="row" className="wrap-anywhere">
                  {details}
                </th>
                <td className="font-mono text-xs">{ip_address ?? '—'}</td>
                <td>
                  <Outcome of={outcome} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
