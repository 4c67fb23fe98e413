import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { networkOf } from '@/lib/core/address'
import { env } from '@/lib/core/env'
import { AppError } from '@/lib/core/errors'
import { countWithin } from '@/lib/core/rate-limits'

/** So many failed sign-ins make a lock; what is tried while it holds does not count. */
export const FAILURES_OF_LOCK = 5
const ADDRESS_WINDOW_SECONDS = 5 * 60

export const normaliseEmail = (email: string) => email.trim().normalize('NFKC').toLowerCase()

/** Under which key the failures of an e-mail are counted, whether or not anybody has it. */
export const guardKey = (email: string) =>
  createHmac('sha256', env().AUTH_SECRET)
    .update(`login ${normaliseEmail(email)}`)
    .digest()

/**
 * Counts an attempt before the password is compared: counting afterwards let 100 of 100 parallel
 * guesses through. The fifth locks for five minutes, the fourth lock in a row for longer. Commit it
 * before comparing. Answers with LOCKED or null, and does not throw it: what was counted must stay.
 */
export async function reserveAttempt(db: Db, email: string): Promise<AppError | null> {
  const key = guardKey(email)
  const [counted] = await db.execute<{ locked_until: string | null }>(sql`
    insert into login_guard as g (key, failures) values (${key}, 1)
    on conflict (key) do update set
      failures = case when g.locked_until is null then g.failures + 1 else 1 end,
      locks = case when g.updated_at < now() - interval '1 day' then 0 else g.locks end
        + case when g.locked_until is null and g.failures + 1 >= ${FAILURES_OF_LOCK}::int then 1 else 0 end,
      locked_until = case when g.locked_until is null and g.failures + 1 >= ${FAILURES_OF_LOCK}::int
        then now() + interval '5 minutes' * case when g.locks < 3 then 1 when g.locks < 6 then 3 else 12 end
      end,
      updated_at = now()
    where g.locked_until is null or g.locked_until <= now()
    returning locked_until`)
  if (!counted) return locked(db, key)
  if (counted.locked_until) {
    // What still holds is an administrator's, which must not become one that a new password opens.
    await db.execute(sql`
      update users u set locked_until = ${counted.locked_until}::timestamptz, updated_at = now() from identities i
      where i.id = u.identity_id and i.email_normalised = ${normaliseEmail(email)}
        and coalesce(u.locked_until <= now(), true)`)
  }
  return null
}

async function locked(db: Db, key: Buffer) {
  const [row] = await db.execute<{ seconds: number }>(sql`
    select ceil(extract(epoch from locked_until - now()))::int as seconds from login_guard where key = ${key}`)
  const seconds = Math.max(1, row?.seconds ?? 1)
  return new AppError(
    'LOCKED',
    `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes, or ask an administrator to unlock you.`,
    { retryAfterSeconds: seconds },
  )
}

/** Counts an attempt from an address. Answers with RATE_LIMITED when too many have failed there, or null. */
export async function reserveForAddress(db: Db, ip: string | null): Promise<AppError | null> {
  if (!ip) return null
  return countWithin(db, {
    key: `login ${networkOf(ip)}`,
    limit: env().LOGIN_FAILURES_PER_ADDRESS,
    seconds: ADDRESS_WINDOW_SECONDS,
    refusal: 'Too many failed sign-ins came from your address. Try again later.',
  })
}

/**
 * Takes reserved attempts back after a success, and the lock that the last of them may have made. Another one that
 * still holds is an administrator's, perhaps in another company.
 */
export async function forgiveAttempts(db: Db, emails: string[], ip: string | null): Promise<void> {
  const distinct = [...new Set(emails.map(normaliseEmail))]
  await Promise.all([
    ...distinct.map((email) =>
      db.execute(sql`
        with forgiven as (
          delete from login_guard where key = ${guardKey(email)} returning locked_until)
        update users u set locked_until = null, updated_at = now() from identities i
        where i.id = u.identity_id and i.email_normalised = ${email}
          and (u.locked_until <= now() or u.locked_until = (select locked_until from forgiven))`),
    ),
    ip &&
      db.execute(sql`
        update rate_limits set count = greatest(0, count - 1) where key = ${`login ${networkOf(ip)}`}`),
  ])
}
