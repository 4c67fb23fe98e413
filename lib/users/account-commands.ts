import { sql } from 'drizzle-orm'
import { guardKey } from '@/lib/auth/guard'
import { assertGoodPassword } from '@/lib/auth/password-policy'
import { hashPassword } from '@/lib/auth/passwords'
import { endSessions, liveSessions } from '@/lib/auth/sessions'
import type { Scope } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { byId, message, nothing } from '@/lib/core/schema'
import { sessionOfUser } from './account-schema'
import { assertJoined, assertSomebodyElsesSignIn, companyOf, findManageable } from './managing'
import type { User } from './queries'
import { passwordSetting } from './schema'

/** Forgets the failed sign-ins of somebody, in whatever company. Throws CONFLICT when they also work elsewhere. */
export const forgetFailures = ({ db }: Scope, { id, email }: User) =>
  db.execute(sql`select app.unlock(${id}::uuid, ${guardKey(email)})`)

interface NewPassword {
  password: string
  hash: string
  mustChange?: boolean
}

/** Ends the person's sessions too. Throws INVALID, or CONFLICT for one's own and when they also work elsewhere. */
export async function replacePassword(
  scope: Scope,
  person: User,
  { password, hash, mustChange = false }: NewPassword,
): Promise<void> {
  const { db } = scope
  assertJoined(person, 'they have no password to set')
  await assertSomebodyElsesSignIn(scope, person.id, 'password')
  assertGoodPassword(password, { ...person, company_name: person.company?.name })
  await db.execute(
    sql`select app.set_password(${person.id}::uuid, ${hash}::text, ${mustChange}::boolean)`,
  )
  await forgetFailures(scope, person)
}

export const setPassword = command({
  summary: "Set a user's password and end their sessions",
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'PASSWORD_CHANGE',
  audited: [],
  input: passwordSetting,
  output: message('Password set successfully'),
  prepare: (_actor, { password }) => hashPassword(password),
  async run(scope, { id, password, must_change }, hash) {
    const before = await findManageable(scope, id)
    await replacePassword(scope, before, { password, hash, mustChange: must_change })
    return {
      before,
      after: before,
      company: companyOf(before),
      details: `Set the password of user ${before.username}${must_change ? ', to be changed at the next sign-in' : ''}; their sessions ended.`,
      response: { message: 'Password set successfully' as const },
    }
  },
})

export const requirePasswordChange = command({
  summary: 'Have a user choose a new password before they go on',
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'UPDATE',
  audited: [],
  input: byId,
  output: message('Password change required'),
  async run(scope, { id }) {
    const before = await findManageable(scope, id)
    assertJoined(before, 'they have no password to change')
    const [row] = await scope.db.execute<{ is_new: boolean }>(
      sql`select app.require_password_change(${id}::uuid) as is_new`,
    )
    return {
      before,
      after: before,
      company: companyOf(before),
      details: `Asked user ${before.username} to choose a new password before they go on.`,
      response: { message: 'Password change required' as const },
      isUnchanged: !row!.is_new,
    }
  },
})

export const endUserSessions = command({
  summary: "End all of a user's sessions",
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'SESSION_REVOKE',
  audited: [],
  input: byId,
  output: nothing,
  async run(scope, { id }) {
    const before = await findManageable(scope, id)
    const company = companyOf(before)
    const ended = await endSessions(scope.db, {
      companyId: company,
      userId: id,
      reason: 'ended by an administrator',
    })
    return {
      before,
      after: before,
      company,
      details: `Ended the sessions of user ${before.username} (${ended.length}).`,
      isUnchanged: ended.length === 0,
    }
  },
})

export const endUserSession = command({
  summary: "End one of a user's sessions",
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'SESSION_REVOKE',
  audited: [],
  input: sessionOfUser,
  output: nothing,
  async run(scope, { id, session_id }) {
    const before = await findManageable(scope, id)
    const company = companyOf(before)
    const live = await liveSessions(scope.db, company, id, scope.actor.session_id)
    const found = live.find((one) => one.id === session_id)
    if (!found) throw notFound('Session')
    const ended = await endSessions(scope.db, {
      companyId: company,
      userId: id,
      reason: 'ended by an administrator',
      only: session_id,
    })
    // Its owner may have signed out in between.
    if (ended.length === 0) throw notFound('Session')
    return {
      before,
      after: before,
      company,
      details: `Ended a session of user ${before.username} (${found.device}).`,
    }
  },
})
