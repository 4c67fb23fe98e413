import type { z } from 'zod'
import { AccessSummary } from '@/app/_ui/access/access-summary'
import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import { RelativeTime } from '@/app/_ui/time'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { CATALOG } from '@/lib/permissions/catalog'
import { listOwnPermissions } from '@/lib/users/permission-queries'
import type { heldPermission } from '@/lib/users/schema'
import { Ask } from './ask'

type Held = z.output<typeof heldPermission>

/** Through what somebody may do something, and until when. */
async function Sources({ sources }: Pick<Held, 'sources'>) {
  const account = await getText('account')
  return (
    <ul className="grid justify-items-end gap-1 max-sm:justify-items-start">
      {sources.map(({ role, expires_at }) => (
        <li key={role?.id ?? 'superuser'} className="flex flex-wrap items-baseline gap-2">
          <span className="chip chip--default">{role?.name ?? account('superuser')}</span>
          {expires_at && (
            <span className="text-warning text-xs">
              {account('until')} <RelativeTime at={expires_at} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const ROW = 'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-(--row-padding)'
const LIST = 'panel divide-y divide-separator'

interface MissingProps {
  missing: readonly (typeof CATALOG)[number][]
  company: string
}

/** What somebody may not do, and whom to ask for it. */
async function Missing({ missing, company }: MissingProps) {
  const account = await getText('account')
  return (
    <section aria-labelledby="missing" className="grid gap-2">
      <h2 id="missing" className="font-semibold text-base/6">
        {account('missing', { count: missing.length })}
      </h2>
      <ul className={LIST}>
        {missing.map(({ code, description }) => (
          <li key={code} className={ROW}>
            <span>
              {description} <code className="text-muted text-xs">{code}</code>
            </span>
            <Ask
              code={code}
              request={account('request', {
                permission: description,
                code,
                company,
              })}
              texts={{
                who: account('who'),
                whoFor: account('whoFor', { permission: description }),
                copy: account('copyRequest'),
                nobody: account('nobody'),
                failed: account('failed'),
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What somebody may do and why, and whom to ask for the rest. */
export async function Access() {
  const account = await getText('account')
  const [{ rows }, { user }] = await Promise.all([load(listOwnPermissions, {}), load(getMe, {})])
  const missing = CATALOG.filter(
    (entry) => !('platform' in entry) && !rows.some(({ permission }) => permission === entry.code),
  )
  return (
    <div className="grid max-w-225 gap-6">
      <section aria-labelledby="held" className="grid gap-2">
        <h2 id="held" className="font-semibold text-base/6">
          {account('held', { count: rows.length })}
        </h2>
        {rows.length === 0 && <p>{account('heldNothing')}</p>}
        <div className="mb-2 max-w-180">
          <AccessSummary name={nameOf(user)} held={rows.map(({ permission }) => permission)} />
        </div>
        <ul className={`${LIST} empty:hidden`}>
          {rows.map(({ permission, description, sources }) => (
            <li key={permission} className={ROW}>
              <span>
                {description} <code className="text-muted text-xs">{permission}</code>
              </span>
              <Sources sources={sources} />
            </li>
          ))}
        </ul>
      </section>
      {missing.length > 0 && <Missing missing={missing} company={user.company_name ?? ''} />}
    </div>
  )
}
