import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { writeAudit } from '@/lib/core/audit'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { anonymous } from '@/lib/core/operation'
import { inTurn } from '@/lib/core/turns'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { forgiveAttempts, normaliseEmail, reserveAttempt, reserveForAddress } from './guard'
import { inviterOf } from './invitation-queries'
import { findLink, type LiveLink, spendLink } from './links'
import { begin, membershipsOf, openCompanies } from './login'
import { assertGoodPassword } from './password-policy'
import { hashPassword, isPassword } from './passwords'
import { invitation, invitationAnswer, linkInput, loginOutput } from './schema'
import { tokensFor } from './signed-in'

/** One and the same for a link that was used, withdrawn, replaced, has expired or never was. */
const expired = () =>
  new AppError(
    'INVALID',
    'This invitation has expired, was withdrawn or was already used. Ask for a new one.',
    { code: 'invitation_expired' },
  )

interface Account extends Record<string, unknown> {
  id: string
  password_hash: string
}

/** Who signs in with the invited address already. */
async function accountOf(db: Db, email: string): Promise<Account | undefined> {
  const [account] = await db.execute<Account>(sql`
    select id, password_hash from identities
    where email_normalised = ${normaliseEmail(email)} and password_hash <> ''`)
  return account
}

const rolesOf = (db: Db, { company_id, user_id }: LiveLink) =>
  db.execute<{ name: string; codes: Permission[] }>(sql`
    select r.name, (
      select coalesce(json_agg(rp.permission order by rp.permission), '[]') from role_permissions rp
      where rp.company_id = r.company_id and rp.role_id = r.id and rp.revoked_at is null
        and coalesce(rp.expires_at > now(), true)) as codes
    from user_roles ur
    join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    where ur.company_id = ${company_id}::uuid and ur.user_id = ${user_id}::uuid
      and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
    order by r.name`)

export const showInvitation = anonymous({
  summary: 'Show what somebody is invited to',
  resource: 'Invitation',
  input: linkInput,
  output: invitation,
  async run(_ctx, { token }) {
    const shown = await systemPool().read(async ({ db }) => {
      const link = await findLink(db, 'invitation', token)
      if (!link) return null
      const roles = await rolesOf(db, link)
      return {
        company: link.company_name,
        inviter: await inviterOf(db, link),
        email: link.email,
        has_account: (await accountOf(db, link.email)) !== undefined,
        roles: roles.map(({ name, codes }) => ({
          name,
          permissions: codes.map((code) => ({ code, description: describePermission(code) })),
        })),
        expires_at: link.expires_at,
      }
    })
    if (!shown) throw expired()
    return shown
  },
})

/**
 * Whoever has an account proves that it is theirs, under the same lockout as signing in: an invitation
 * neither sets a password nor opens an account. Throws INVALID, LOCKED or RATE_LIMITED.
 */
async function assertOwnAccount(ctx: Context, link: LiveLink, account: Account, password: string) {
  const refusal = await systemPool().write(
    async ({ db }) =>
      (await reserveForAddress(db, ctx.ip)) ?? (await reserveAttempt(db, link.email)),
  )
  if (refusal) throw refusal
  if (await isPassword(password, account.password_hash)) return
  await systemPool().write(({ db }) =>
    writeAudit(db, ctx, null, {
      companyId: link.company_id,
      action: 'LOGIN_FAILED',
      resourceType: 'User',
      resourceId: link.user_id,
      details: `Failed to accept the invitation of ${link.email}: the password is not the one they sign in with.`,
      outcome: 'failure',
    }),
  )
  const message = 'You sign in with this address already. Enter the password that you use for it.'
  throw new AppError('INVALID', message, {
    code: 'invalid_credentials',
    errors: { password: [message] },
  })
}

/** Gives the empty identity of an invited person its address and password, or puts the account in its place. */
async function join(db: Db, link: LiveLink, account: Account | undefined, hash: string) {
  if (account) {
    const [same] = await db.execute<{ id: string }>(sql`
      select id from identities where id = ${account.id}::uuid and password_hash = ${account.password_hash}
      for no key update`)
    if (!same) throw expired()
    await db.execute(sql`
      update users set identity_id = ${account.id}::uuid
      where company_id = ${link.company_id}::uuid and id = ${link.user_id}::uuid`)
    await db.execute(sql`
      delete from identities where id = ${link.identity_id}::uuid and password_hash = ''
        and not exists (select from users where identity_id = ${link.identity_id}::uuid)`)
    return account.id
  }
  await db.execute(sql`
    update identities set email = ${link.email}, email_normalised = ${normaliseEmail(link.email)},
      password_hash = ${hash}, updated_at = now() where id = ${link.identity_id}::uuid`)
  return link.identity_id
}

interface Acceptance {
  first_name: string
  last_name: string
  hash: string
  account?: Account
}

async function accept(db: Db, ctx: Context, found: LiveLink, answer: Acceptance) {
  const link = await spendLink(db, found)
  if (!link || link.email !== found.email) throw expired()
  const { first_name, last_name, account, hash } = answer
  const identity = await join(db, link, account, hash)
  await db.execute(sql`
    update users set is_invited = false, first_name = ${first_name}, last_name = ${last_name},
      announced_access = null, updated_at = now()
    where company_id = ${link.company_id}::uuid and id = ${link.user_id}::uuid`)
  if (account) await forgiveAttempts(db, [link.email], ctx.ip)
  await writeAudit(
    db,
    ctx,
    { ...link, first_name, last_name },
    {
      companyId: link.company_id,
      action: 'UPDATE',
      resourceType: 'User',
      resourceId: link.user_id,
      details: `Accepted the invitation${account ? ' with an account that existed' : ''}.`,
      changes: { status: { before: 'invited', after: 'active' } },
    },
  )
  const principal = await begin(db, ctx, link)
  return { principal, companies: openCompanies(await membershipsOf(db, identity)) }
}

export const acceptInvitation = anonymous({
  summary: 'Accept an invitation and sign in',
  resource: 'Invitation',
  input: invitationAnswer,
  output: loginOutput,
  async run(ctx, { token, password, ...names }) {
    const { link, account } = await systemPool().read(async ({ db }) => {
      const link = await findLink(db, 'invitation', token)
      return { link, account: link && (await accountOf(db, link.email)) }
    })
    if (!link) throw expired()
    const hash = await inTurn(link.user_id, async () => {
      if (account) await assertOwnAccount(ctx, link, account, password)
      else assertGoodPassword(password, { ...link, ...names })
      return account ? '' : hashPassword(password)
    })
    const signedIn = await systemPool().write(({ db }) =>
      accept(db, ctx, link, { ...names, hash, account }),
    )
    return tokensFor(signedIn)
  },
})
