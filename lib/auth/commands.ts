import { sql } from 'drizzle-orm'
import { writeAudit } from '@/lib/core/audit'
import type { Context, Principal } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { invalid } from '@/lib/core/errors'
import { anonymous, command } from '@/lib/core/operation'
import { byId, message, nothing } from '@/lib/core/schema'
import { forgiveAttempts, reserveAttempt } from './guard'
import { login } from './login'
import { signOut } from './logout'
import { assertGoodPassword } from './password-policy'
import { hashPassword, isPassword } from './passwords'
import { findOwnSession } from './queries'
import { refresh } from './refresh'
import {
  loginInput,
  loginOutput,
  logoutInput,
  passwordChange,
  refreshInput,
  tokenPair,
} from './schema'
import { endSessions } from './sessions'
import { tokensFor } from './signed-in'

export const loginWithPassword = anonymous({
  summary: 'Sign in',
  resource: 'Session',
  input: loginInput,
  output: loginOutput,
  run: async (ctx, credentials) => tokensFor(await login(ctx, credentials)),
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

/**
 * The hash that the current password fits. Throws INVALID, or LOCKED after too many wrong ones: a stolen
 * session must not be a way to guess.
 */
async function fittingHash(ctx: Context, actor: Principal, password: string): Promise<string> {
  const { hash, refusal } = await systemPool().write(async ({ db }) => {
    const refusal = await reserveAttempt(db, actor.email)
    const [row] = await db.execute<{ password_hash: string }>(
      sql`select password_hash from identities where id = ${actor.identity_id}::uuid`,
    )
    return { hash: row?.password_hash, refusal }
  })
  const fits = !refusal && (await isPassword(password, hash))
  await systemPool().write(({ db }) =>
    fits
      ? forgiveAttempts(db, [actor.email], null)
      : writeAudit(db, ctx, actor, {
          companyId: actor.company_id,
          action: 'PASSWORD_CHANGE',
          resourceType: 'User',
          resourceId: actor.user_id,
          details: 'Gave a wrong current password, so the password was not changed.',
          outcome: 'failure',
        }),
  )
  if (refusal) throw refusal
  if (fits && hash) return hash
  throw invalid('current_password', 'This is not your current password.')
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
  async prepare(actor, { current_password, new_password }, ctx) {
    const before = await fittingHash(ctx, actor, current_password)
    assertGoodPassword(new_password, actor, 'new_password')
    if (current_password === new_password) {
      throw invalid('new_password', 'Choose a password that differs from the current one.')
    }
    return { before, after: await hashPassword(new_password) }
  },
  async run({ db, actor }, _input, hashes) {
    await db.execute(
      sql`select app.change_own_password(${actor.session_id}::uuid, ${hashes.before}, ${hashes.after})`,
    )
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
    const before = await findOwnSession(db, actor, id)
    await endSessions(db, {
      companyId: actor.company_id,
      userId: actor.user_id,
      reason: 'ended by its owner',
      only: before.id,
    })
    return { before, after: null, details: 'Ended an own session.' }
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
