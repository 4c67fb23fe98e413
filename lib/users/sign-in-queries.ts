import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { entryOfLock } from '@/lib/auth/lock-entry'
import type { Scope } from '@/lib/core/context'
import { query } from '@/lib/core/operation'
import { byId } from '@/lib/core/schema'
import { signInState } from './account-schema'
import { companyOf } from './managing'
import { findUser, type User } from './queries'

async function lockOf(scope: Scope, person: User): Promise<z.input<typeof signInState>['lock']> {
  if (!person.locked_until) return null
  const entry = await entryOfLock(scope.db, companyOf(person), person)
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
