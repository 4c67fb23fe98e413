import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { writeAudit } from '@/lib/core/audit'
import { systemPool } from '@/lib/core/database'
import { announce } from '@/lib/core/outbox'
import { startWorker } from '@/lib/core/worker'
import { lockCompany } from './granting'

const LONGEST_SLEEP_MS = 10 * 60_000
const MOST_AT_ONCE = 500

/** The company, other than these, whose grant ends next, and in how many milliseconds by the database's clock. */
async function nextEnding(db: Db, others: readonly string[]) {
  const skipped = sql`company_id <> all(${`{${others.join(',')}}`}::uuid[])`
  const [next] = await db.execute<{ company_id: string; wait_ms: number }>(sql`
    select company_id, (extract(epoch from expires_at - clock_timestamp()) * 1000)::float8 as wait_ms from (
      (select company_id, expires_at from user_roles
        where revoked_at is null and expires_at is not null and ${skipped} order by expires_at limit 1)
      union all
      (select company_id, expires_at from role_permissions
        where revoked_at is null and expires_at is not null and ${skipped} order by expires_at limit 1)
    ) ending order by expires_at limit 1`)
  return next
}

/** Nobody did it at that moment; who set the end is in the entry of the assignment. */
const record = (db: Db, entry: Parameters<typeof writeAudit>[3]) =>
  writeAudit(db, { ip: null, userAgent: null, requestId: uuidv7() }, null, entry)

/** Closes the roles that people had until now. Answers whose they were. */
async function closeEndedRoles(db: Db, company: string): Promise<string[]> {
  const closed = await db.execute<{ user_id: string; username: string; role: string }>(sql`
    with ended as (
      update user_roles set revoked_at = expires_at
      where company_id = ${company}::uuid and id in (
        select id from user_roles
        where company_id = ${company}::uuid and revoked_at is null and expires_at <= clock_timestamp()
        order by expires_at limit ${MOST_AT_ONCE})
      returning user_id, role_id
    )
    select e.user_id, u.username, r.name as role from ended e
    join users u on u.company_id = ${company}::uuid and u.id = e.user_id
    join roles r on r.company_id = ${company}::uuid and r.id = e.role_id`)
  await Promise.all(
    closed.map(({ user_id, username, role }) =>
      record(db, {
        companyId: company,
        action: 'REMOVE_ROLE',
        resourceType: 'User',
        resourceId: user_id,
        details: `Role ${role} of user ${username} ended at the time set when it was assigned.`,
        changes: { role: { before: role, after: null } },
      }),
    ),
  )
  return closed.map(({ user_id }) => user_id)
}

/** Closes the permissions that roles held until now. Answers who has these roles. */
async function closeEndedPermissions(db: Db, company: string): Promise<string[]> {
  const closed = await db.execute<{
    role_id: string
    role: string
    code: string
    members: string[]
  }>(sql`
    with ended as (
      update role_permissions set revoked_at = expires_at
      where company_id = ${company}::uuid and id in (
        select id from role_permissions
        where company_id = ${company}::uuid and revoked_at is null and expires_at <= clock_timestamp()
        order by expires_at limit ${MOST_AT_ONCE})
      returning role_id, permission
    )
    select e.role_id, r.name as role, e.permission as code, array(
      select ur.user_id from user_roles ur
      where ur.company_id = ${company}::uuid and ur.role_id = e.role_id and ur.revoked_at is null) as members
    from ended e join roles r on r.company_id = ${company}::uuid and r.id = e.role_id`)
  await Promise.all(
    closed.map(({ role_id, role, code }) =>
      record(db, {
        companyId: company,
        action: 'ASSIGN_PERMISSIONS',
        resourceType: 'Role',
        resourceId: role_id,
        details: `Permission ${code} of role ${role} ended at the time set when it was given.`,
        changes: { permission: { before: code, after: null } },
      }),
    ),
  )
  return closed.flatMap(({ members }) => members)
}

/**
 * Closes every grant that has expired, as of its end, with an entry in the trail and the events for whom it
 * concerns. No right depends on it: a check asks the clock. Answers in how many milliseconds the next one ends.
 * Throws after all companies when one of them failed.
 */
export async function closeEndedGrants(pool = systemPool()): Promise<number | undefined> {
  const failures = new Map<string, unknown>()
  for (;;) {
    const next = await pool.read(({ db }) => nextEnding(db, [...failures.keys()]))
    if (!next || next.wait_ms > 0) {
      for (const error of failures.values()) throw error
      return next?.wait_ms
    }
    const company = next.company_id
    const closing = pool.write(async ({ db }) => {
      await lockCompany(db, company)
      const affected = [
        ...(await closeEndedRoles(db, company)),
        ...(await closeEndedPermissions(db, company)),
      ]
      await announce(db, company, affected)
    })
    await closing.catch((error: unknown) => failures.set(company, error))
  }
}

/** Sleeps until the next grant ends, and wakes earlier when another one is going to end sooner. */
export const startEndingGrants = () =>
  startWorker({
    name: 'Closing ended grants',
    wokenBy: 'grant_ending',
    run: async () => Math.min((await closeEndedGrants()) ?? LONGEST_SLEEP_MS, LONGEST_SLEEP_MS),
  })
