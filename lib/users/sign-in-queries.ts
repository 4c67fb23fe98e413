import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { auditLogs } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { query } from '@/lib/core/operation'
import { byId } from '@/lib/core/schema'
import { signInState } from './account-schema'
import { companyOf } from './managing'
import { findUser, type User } from './queries'

/** As old as the entry of a lock that still holds can be, so that no older part of the trail is read. */
const OLDEST = sql`now() - interval '31 days'`

/** The entry of the administrator's act to which a lock goes back; undefined for one after failed sign-ins. */
export async function entryOfLock({ db }: Scope, person: User) {
  if (!person.locked_until) return undefined
  const [last] = await db
    .select({
      id: auditLogs.id,
      user_id: auditLogs.userId,
      user_name: auditLogs.userName,
      changes: auditLogs.changes,
    })
    .from(auditLogs)
    .where(
      and(
        eq(auditLogs.companyId, companyOf(person)),
        eq(auditLogs.resourceType, 'User'),
        eq(auditLogs.resourceId, person.id),
        eq(auditLogs.action, 'LOCK'),
        gt(auditLogs.timestamp, OLDEST),
      ),
    )
    .orderBy(desc(auditLogs.timestamp), desc(auditLogs.id))
    .limit(1)
  return last?.changes.locked_until?.after === person.locked_until ? last : undefined
}

async function lockOf(scope: Scope, person: User): Promise<z.input<typeof signInState>['lock']> {
  if (!person.locked_until) return null
  const entry = await entryOfLock(scope, person)
  const mayAudit = scope.actor.permissions.includes('VIEW_AUDIT_LOGS')
  return {
    until: person.locked_until,
    by: entry?.user_id ? { id: entry.user_id, name: entry.user_name } : null,
    audit_entry: (mayAudit && entry?.id) || null,
  }
}

async function mustChangePassword({ db }: Scope, id: string): Promise<boolean> {
  const [row] = await db.execute<{ must_change: boolean | null }>(
    sql`select app.must_choose_password(${id}::uuid) as must_change`,
  )
  return row?.must_change ?? false
}

export const getUserSignIn = query({
  summary: 'Show what stands in the way of a user who signs in',
  access: 'VIEW_USERS',
  resource: 'User',
  input: byId,
  output: signInState,
  async run(scope, { id }) {
    const [person, must_change_password] = await Promise.all([
      findUser(scope, id),
      mustChangePassword(scope, id),
    ])
    return { must_change_password, lock: await lockOf(scope, person) }
  },
})
