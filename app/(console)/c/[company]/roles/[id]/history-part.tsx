import Link from 'next/link'
import type { z } from 'zod'
import { auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import { listAuditLogs } from '@/lib/audit-logs/queries'
import type { auditLog } from '@/lib/audit-logs/schema'
import { entityTag } from '@/lib/core/etag'
import { load } from '@/lib/core/load'
import { DifferenceList } from '../_editor/difference-list'
import { RestoreVersion } from '../_editor/restore-version'
import type { PartProps } from './parts'

const SHOWN = 50

type Entry = z.infer<typeof auditLog>

const codesOf = (value: unknown) =>
  Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []

const TEXTS = [
  ['name', 'fieldName'],
  ['description', 'fieldDescription'],
] as const

async function TextChanges({ changes }: Pick<Entry, 'changes'>) {
  const roles = await getText('roles')
  return TEXTS.map(([field, label]) => {
    const change = changes[field]
    if (!change || change.before === null) return null
    return (
      <p key={field}>
        {roles(label)}:{' '}
        <del className="text-danger">{String(change.before) || roles('noDescription')}</del>{' '}
        <span aria-hidden="true">→</span>{' '}
        <ins className="text-success no-underline">
          {String(change.after ?? '') || roles('noDescription')}
        </ins>
      </p>
    )
  })
}

interface WholeProps {
  id: string
  place: string
  /** As far as it was counted. */
  total: string | number
}

async function WholeHistory({ id, place, total }: WholeProps) {
  const audit = await getText('audit')
  const terms = [{ name: 'target', value: `Role/${id}`, isExcluded: false } as const]
  return (
    <Link
      href={auditAddress({ terms, range: 'all' }, {}, `${place}/audit`)}
      className="link-button w-fit"
    >
      {audit('openAll', { total: String(total) })}
    </Link>
  )
}

/** The newest changes of the role, and the way to all that the audit log holds. */
export async function HistoryPart({ role, place }: PartProps) {
  const [roles, matrix] = [await getText('roles'), await getText('matrix')]
  const { rows, total } = await load(listAuditLogs, {
    resource_type: 'Role',
    resource_id: role.id,
    outcome: 'success',
    page_size: SHOWN,
  })
  const { id, name } = role
  const base = { permissions: role.permissions, etag: entityTag(role) }
  if (rows.length === 0) return <p>{roles('historyNone')}</p>
  return (
    <div className="grid gap-3">
      <ol aria-label={roles('historyLabel')} className="panel max-w-180 divide-y divide-separator">
        {rows.map((entry) => {
          const change = entry.changes.permissions
          return (
            <li key={entry.id} className="grid gap-2 px-3 py-2.5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{entry.details}</span>
                <span className="text-muted text-xs">
                  {entry.user_name || entry.user_email} · <RelativeTime at={entry.timestamp} />
                </span>
              </div>
              <TextChanges changes={entry.changes} />
              {change && (
                <DifferenceList
                  before={codesOf(change.before)}
                  after={codesOf(change.after)}
                  say={matrix}
                />
              )}
              {change && !role.is_system && (
                <RestoreVersion
                  role={{ id, name }}
                  base={base}
                  target={codesOf(change.after)}
                  label={roles('restore')}
                />
              )}
            </li>
          )
        })}
      </ol>
      {rows.length === SHOWN && <WholeHistory {...{ id, place, total }} />}
    </div>
  )
}
