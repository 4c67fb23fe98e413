import { sql } from 'drizzle-orm'
import type { Principal } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { invalid, notFound } from '@/lib/core/errors'
import { anonymous, command } from '@/lib/core/operation'
import { byId, message, nothing } from '@/lib/core/schema'
import { forgiveAttempts, reserveAttempt } from './guard'
import { login } from './login'
import { signOut } from './logout'
import { assertGoodPassword } from './password-policy'
import { hashPassword, isPassword } from './passwords'
import { currentUserOf } from './queries'
import { firstRefreshToken, refresh } from './refresh'
import {
  loginInput,
  loginOutput,
  logoutInput,
  passwordChange,
  refreshInput,
  tokenPair,
} from './schema'
import { endSessions } from './sessions'
import { signToken } from './tokens'

export const loginWithPassword = anonymous({
  summary: 'Sign in',
  resource: 'Session',
  input: loginInput,
  output: loginOutput,
  async run(ctx, credentials) {
    const { principal, companies } = await login(ctx, credentials)
    const user = currentUserOf(principal)
    return {
      access: await signToken('access', { sid: principal.session_id, sub: principal.user_id }),
      refresh: await systemPool().write(({ db }) =>
        firstRefreshToken(db, principal.company_id, principal.session_id),
      ),
      user,
      permissions: user.permissions,
      ...(companies.length > 1 && { companies }),
    }
  },
})

export const refreshSession = anonymous({
  summary: 'Exchange a refresh token for a new pair',
  resource: 'Session',
  input: refreshInput,
  output: tokenPair,
  run: (ctx, input) => refresh(ctx, input.refresh),
})

export const logout = anonymous({
  summary: 'Sign out',
  resource: 'Session',
  input: logoutInput,
  output: message('Successfully logged out'),
  async run(ctx, input) {
    await signOut(ctx, input.refresh)
    return { message: 'Successfully logged out' as const }
  },
})

/** Throws INVALID, or LOCKED after too many wrong ones: a stolen session must not be a way to guess. */
async function assertCurrentPassword(actor: Principal, password: string) {
  const identity = await systemPool().write(async ({ db }) => {
    await reserveAttempt(db, actor.email, null)
    const [row] = await db.execute<{ email: string; password_hash: string }>(
      sql`select email_normalised as email, password_hash from identities where id = ${actor.identity_id}::uuid`,
    )
    return row
  })
  if (!(await isPassword(password, identity?.password_hash))) {
    throw invalid('current_password', 'This is not your current password.')
  }
  await systemPool().write(({ db }) => forgiveAttempts(db, actor.email, null))
}

export const changePassword = command({
  summary: 'Change your password and end your other sessions',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'User',
  action: 'PASSWORD_CHANGE',
  audited: [],
  input: passwordChange,
  output: nothing,
  async prepare(actor, { current_password, new_password }) {
    await assertCurrentPassword(actor, current_password)
    assertGoodPassword(new_password, actor, 'new_password')
    if (current_password === new_password) {
      throw invalid('new_password', 'Choose a password that differs from the current one.')
    }
    return hashPassword(new_password)
  },
  async run({ db, actor }, _input, hash) {
    await endSessions(db, {
      companyId: actor.company_id,
      userId: actor.user_id,
      reason: 'password changed',
      except: actor.session_id,
    })
    await db.execute(sql`select app.change_own_password(${actor.session_id}::uuid, ${hash})`)
    return {
      before: {},
      after: {},
      resourceId: actor.user_id,
      details: 'Changed the own password; the other sessions ended.',
    }
  },
})

export const endOwnSession = command({
  summary: 'End one of your sessions',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Session',
  action: 'SESSION_REVOKE',
  audited: [],
  input: byId,
  output: nothing,
  async run({ db, actor }, { id }) {
    const ended = await endSessions(db, {
      companyId: actor.company_id,
      userId: actor.user_id,
      reason: 'ended by its owner',
      only: id,
    })
    if (ended.length === 0) throw notFound('Session')
    return { before: { id }, after: null, details: 'Ended an own session.' }
  },
})

export const endOtherSessions = command({
  summary: 'End all your sessions but this one',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Session',
  action: 'SESSION_REVOKE',
  audited: [],
  input: nothing,
  output: nothing,
  async run({ db, actor }) {
    const ended = await endSessions(db, {
      companyId: actor.company_id,
      userId: actor.user_id,
      reason: 'ended by its owner',
      except: actor.session_id,
    })
    return {
      before: {},
      after: null,
      resourceId: actor.user_id,
      details: `Ended the own other sessions (${ended.length}).`,
      isUnchanged: ended.length === 0,
    }
  },
})
