import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { PLATFORM_COMPANY_ID } from '@/db/schema'
import { networkOf } from '@/lib/core/address'
import { writeAudit } from '@/lib/core/audit'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { env } from '@/lib/core/env'
import { AppError } from '@/lib/core/errors'
import { queueMail } from '@/lib/core/mail'
import { anonymous } from '@/lib/core/operation'
import { countWithin } from '@/lib/core/rate-limits'
import { message } from '@/lib/core/schema'
import { inTurn } from '@/lib/core/turns'
import { guardKey, normaliseEmail } from './guard'
import { findLink, type LiveLink, spendLink } from './links'
import { assertGoodPassword } from './password-policy'
import { hashPassword } from './passwords'
import { forgottenPassword, linkInput, passwordReset, resetLink } from './schema'

const SENT =
  'If an account exists for this address, we have sent a link to it. It works for 30 minutes.' as const
const PER_ADDRESS = { limit: 60, seconds: 15 * 60 }
const PER_EMAIL = { limit: 5, seconds: 60 * 60 }

/** Counts for an e-mail whether or not anybody has it, under a key that names nobody. */
const emailKey = (email: string) =>
  `forgot ${createHmac('sha256', env().AUTH_SECRET)
    .update(`forgot ${normaliseEmail(email)}`)
    .digest('hex')}`

/**
 * Does the same for every address: counts, and leaves a note from which a worker looks whether there is such
 * a person. So neither the answer nor its time tells.
 */
async function noteRequest(db: Db, ctx: Context, email: string): Promise<AppError | null> {
  const refusal = 'Too many links were asked for from your address. Try again later.'
  const tooMany =
    ctx.ip &&
    (await countWithin(db, { key: `forgot ${networkOf(ctx.ip)}`, ...PER_ADDRESS, refusal }))
  if (tooMany) return tooMany
  // Told to nobody: it would show to a stranger how many links somebody has asked for.
  const enough = await countWithin(db, { key: emailKey(email), ...PER_EMAIL, refusal })
  if (enough) return null
  await queueMail(db, {
    companyId: PLATFORM_COMPANY_ID,
    template: 'reset_request',
    params: { email: normaliseEmail(email), ip: ctx.ip ?? '', request_id: ctx.requestId },
  })
  return null
}

export const forgotPassword = anonymous({
  summary: 'Ask for a link to choose a new password',
  resource: 'Session',
  input: forgottenPassword,
  output: message(SENT),
  async run(ctx, { email }) {
    const refusal = await systemPool().write(({ db }) => noteRequest(db, ctx, email))
    if (refusal) throw refusal
    return { message: SENT } as const
  },
})

/** One and the same for a link that was used, replaced, has expired or never was. */
const expired = () =>
  new AppError('INVALID', 'This link has expired or was already used. Ask for a new one.', {
    code: 'reset_expired',
  })

export const showReset = anonymous({
  summary: 'Show whose password a link lets choose anew',
  resource: 'Session',
  input: linkInput,
  output: resetLink,
  async run(_ctx, { token }) {
    const link = await systemPool().read(({ db }) => findLink(db, 'reset', token))
    if (!link) throw expired()
    const { email, username, first_name, last_name, company_name, expires_at } = link
    return { email, username, first_name, last_name, company_name, expires_at }
  },
})

/**
 * Sets the password, opens what too many failures had locked (not what an administrator did, which ends
 * otherwise), and ends every session of the person, in whatever company.
 */
async function resetWith(db: Db, ctx: Context, found: LiveLink, hash: string) {
  const link = await spendLink(db, found)
  if (!link) throw expired()
  const identity = link.identity_id
  // Other links die of it, since they are older than this change.
  await db.execute(sql`
    update identities set password_hash = ${hash}, must_change_password = false,
      updated_at = clock_timestamp() where id = ${identity}::uuid`)
  await db.execute(sql`
    update sessions s set ended_at = now(), ended_reason = 'password reset' from users u
    where u.company_id = s.company_id and u.id = s.user_id and u.identity_id = ${identity}::uuid
      and s.ended_at is null`)
  await db.execute(sql`
    update users u set locked_until = null from login_guard g
    where u.identity_id = ${identity}::uuid and g.key = ${guardKey(link.email)} and u.locked_until = g.locked_until`)
  await db.execute(sql`delete from login_guard where key = ${guardKey(link.email)}`)
  await writeAudit(db, ctx, link, {
    companyId: link.company_id,
    action: 'PASSWORD_CHANGE',
    resourceType: 'User',
    resourceId: link.user_id,
    details: 'Chose a new password by a link; their sessions ended.',
  })
  await queueMail(db, {
    companyId: link.company_id,
    template: 'password_changed',
    userId: link.user_id,
  })
}

export const resetPassword = anonymous({
  summary: 'Choose a new password by a link and end all sessions',
  resource: 'Session',
  input: passwordReset,
  output: message('Password reset successfully'),
  async run(ctx, { token, password }) {
    const link = await systemPool().read(({ db }) => findLink(db, 'reset', token))
    if (!link) throw expired()
    assertGoodPassword(password, link)
    const hash = await inTurn(link.user_id, () => hashPassword(password))
    await systemPool().write(({ db }) => resetWith(db, ctx, link, hash))
    return { message: 'Password reset successfully' as const }
  },
})
