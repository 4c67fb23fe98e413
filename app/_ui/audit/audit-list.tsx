import Link from 'next/link'
import { listAuditLogs } from '@/lib/audit-logs/queries'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { readTrailClock } from '../clock/read'
import { getText } from '../i18n/messages'
import { AuditRows } from './audit-rows'
import { criteriaOf } from './query'
import type { Term } from './term'
import { auditAddress } from './view'

interface Props {
  filter: {
    /** What somebody did. */
    user_id?: string
    /** What was done to something, such as a Role; or to all of that kind. */
    resource_type?: string
    resource_id?: string
  }
  /** What `placeOf` says: the company in which the links stay. */
  place?: string
  limit?: number
}

const termsOf = ({ user_id, resource_type, resource_id }: Props['filter']): Term[] => {
  const target = [resource_type, resource_id].filter(Boolean).join('/')
  return [
    ...(user_id ? [{ name: 'actor', value: user_id, isExcluded: false } as const] : []),
    ...(target ? [{ name: 'target', value: target, isExcluded: false } as const] : []),
  ]
}

/** The latest entries about somebody or something, with the way to all of them; nothing for whoever may not see the trail. */
export async function AuditList({ filter, place = '', limit = 20 }: Props) {
  const { permissions } = await load(getMe, {})
  if (!permissions.includes('VIEW_AUDIT_LOGS')) return null
  const terms = termsOf(filter)
  const [audit, clock, { rows, total }] = await Promise.all([
    getText('audit'),
    readTrailClock(),
    load(listAuditLogs, { ...criteriaOf(terms), page_size: limit }),
  ])
  const view = { terms, range: 'all' } as const
  const path = `${place}/audit`
  return (
    <div className="grid gap-3">
      {rows.length > 0 ? (
        <AuditRows
          rows={rows}
          clock={clock}
          hrefOf={({ id }) => auditAddress(view, { event: id }, path)}
        />
      ) : (
        <p className="panel px-4 py-8 text-center">{audit('nothingYet')}</p>
      )}
      <Link href={auditAddress(view, {}, path)} className="link-button w-fit">
        {audit('openAll', { total: String(total) })}
      </Link>
    </div>
  )
}
