import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { PLATFORM_COMPANY_ID } from '@/db/schema'
import { writeAudit } from '@/lib/core/audit'
import type { Context, Principal } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { forgiveAttempts, normaliseEmail, reserveAttempt, reserveForAddress } from './guard'
import { isPassword } from './passwords'
import { authenticate } from './principal'
import { openSession } from './sessions'

export interface Credentials {
  email?: string
  username?: string
  password: string
  /** Which company to sign in to, for people of several. */
  company?: string
}

export interface SignedIn {
  principal: Principal
  companies: { id: string; name: string }[]
}

interface Identity extends Record<string, unknown> {
  id: string
  email: string
  password_hash: string
}

interface Membership extends Record<string, unknown> {
  company_id: string
  company_name: string
  user_id: string
  /** For how long an administrator keeps them out of this company; null where nobody does. */
  locked_seconds: number | null
}

/** Only for whoever has given the right password: a stranger learns nothing of it. */
const lockedOut = (seconds: number) =>
  new AppError('LOCKED', 'An administrator has locked your account. Ask them to unlock it.', {
    code: 'account_locked',
    retryAfterSeconds: seconds,
  })

/** Asked about in place of an unknown person, so that the same statements run for everybody. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Signs a person in: the only way a session begins, for the API and for the browser alike. Unknown
 * e-mail, wrong password, inactive user and inactive company give the same UNAUTHENTICATED in the same
 * time. Throws LOCKED or RATE_LIMITED before anything is compared, and LOCKED where an administrator keeps
 * out whoever gave the right password.
 */
export async function login(ctx: Context, credentials: Credentials): Promise<SignedIn> {
  const typed = normaliseEmail(credentials.email || credentials.username || '')
  const { identity, refusal } = await systemPool().write(({ db }) => reserve(db, ctx, typed))
  if (refusal) throw refusal
  const fits = await isPassword(credentials.password, identity?.password_hash)
  const signedIn = await systemPool().write(async ({ db }) => {
    const known = await membershipsOf(db, identity?.id ?? NOBODY)
    if (!fits || !identity || !choose(known, credentials)) {
      await auditFailure(db, ctx, identity)
      return null
    }
    // Read anew, since this very attempt may have made a lock that is forgiven.
    const [, memberships] = await Promise.all([
      forgiveAttempts(db, [typed, identity.email], ctx.ip),
      membershipsOf(db, identity.id),
    ])
    const chosen = choose(memberships, credentials)
    if (!chosen) {
      await auditFailure(db, ctx, identity)
      return null
    }
    if (chosen.locked_seconds !== null) {
      await auditFailure(db, ctx, identity, chosen)
      return lockedOut(chosen.locked_seconds)
    }
    const principal = await begin(db, ctx, chosen)
    return { principal, companies: openCompanies(memberships) }
  })
  if (signedIn instanceof AppError) throw signedIn
  if (signedIn) return signedIn
  throw new AppError('UNAUTHENTICATED', 'Wrong email or password.', { code: 'invalid_credentials' })
}

/**
 * Counts the attempt under what was typed and, where that is a username, under its person too, so that it
 * is no second set of guesses. Only the first shows a lock: the other would tell whose username it is.
 */
async function reserve(db: Db, ctx: Context, typed: string) {
  const found = await findIdentity(db, typed)
  const refusal = (await reserveForAddress(db, ctx.ip)) ?? (await reserveAttempt(db, typed))
  if (refusal) {
    if (refusal.kind === 'LOCKED') await auditFailure(db, ctx, found)
    return { refusal }
  }
  const isLocked = found && found.email !== typed && (await reserveAttempt(db, found.email))
  return { identity: isLocked ? undefined : found }
}

/** By e-mail, or by a username that exactly one person has. Who is merely invited has no password yet. */
async function findIdentity(db: Db, typed: string): Promise<Identity | undefined> {
  const rows = await db.execute<Identity>(sql`
    select i.id, i.email_normalised as email, i.password_hash
    from identities i where i.email_normalised = ${typed} and i.password_hash <> ''
    union
    select i.id, i.email_normalised, i.password_hash
    from users u join identities i on i.id = u.identity_id
    where lower(u.username) = ${typed} and u.deleted_at is null and not u.is_invited
      and not exists (select 1 from identities e where e.email_normalised = ${typed})`)
  return rows.length === 1 ? rows[0] : undefined
}

/** The live users of a person in live companies, the one they last used first. */
export const membershipsOf = (db: Db, identityId: string) =>
  db.execute<Membership>(sql`
    select u.company_id, u.id as user_id, c.name as company_name,
      case when u.locked_until > now() then ceil(extract(epoch from u.locked_until - now()))::int end as locked_seconds
    from users u join companies c on c.id = u.company_id
    where u.identity_id = ${identityId}::uuid and u.is_active and u.deleted_at is null
      and c.is_active and c.deleted_at is null
    order by u.last_login desc nulls last, u.created_at`)

const isOpen = ({ locked_seconds }: Membership) => locked_seconds === null

const choose = (memberships: readonly Membership[], { company }: Credentials) =>
  company
    ? memberships.find(({ company_id }) => company_id === company)
    : (memberships.find(isOpen) ?? memberships[0])

/** Where the person can sign in now. */
export const openCompanies = (memberships: readonly Membership[]) =>
  memberships.filter(isOpen).map(({ company_id, company_name }) => ({
    id: company_id,
    name: company_name,
  }))

/** Opens a session for somebody who has just proven who they are. Throws LOCKED. */
export async function begin(
  db: Db,
  ctx: Context,
  { company_id, user_id }: Pick<Membership, 'company_id' | 'user_id'>,
) {
  const sessionId = await openSession(db, ctx, { companyId: company_id, userId: user_id })
  const [entered, principal] = await Promise.all([
    // Waits for whoever is locking the person at this moment, who otherwise would not find this session.
    db.execute(sql`
      update users set last_login = now() where company_id = ${company_id}::uuid and id = ${user_id}::uuid
        and coalesce(locked_until <= now(), true) returning id`),
    authenticate(db, sessionId),
  ])
  if (entered.length === 0) throw lockedOut(60)
  if (!principal) throw new Error('A session that was just opened is not alive.')
  await writeAudit(db, ctx, principal, {
    companyId: company_id,
    action: 'LOGIN',
    resourceType: 'Session',
    resourceId: sessionId,
    details: 'Signed in.',
  })
  return principal
}

async function auditFailure(
  db: Db,
  ctx: Context,
  identity: Identity | undefined,
  lockedIn?: Membership,
) {
  const [last] = await db.execute<{ company_id: string; id: string }>(sql`
    select company_id, id from users where identity_id = ${identity?.id ?? NOBODY}::uuid
    order by deleted_at nulls first, last_login desc nulls last limit 1`)
  const user = lockedIn ? { company_id: lockedIn.company_id, id: lockedIn.user_id } : last
  const because = lockedIn ? ', being locked by an administrator' : ''
  await writeAudit(db, ctx, null, {
    companyId: user?.company_id ?? PLATFORM_COMPANY_ID,
    action: 'LOGIN_FAILED',
    resourceType: 'User',
    resourceId: user?.id ?? null,
    // Sometimes people type their password where the e-mail belongs, so nothing unknown is kept.
    details: `Failed to sign in as ${identity ? identity.email : 'somebody unknown'}${because}.`,
    outcome: 'failure',
  })
}
