import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/connection'
import { userStatus } from '@/db/schema'
import { FAILURES_OF_LOCK } from '@/lib/auth/guard'
import { entryOfLock } from '@/lib/auth/lock-entry'
import type { overview } from './schema'

type Overview = z.infer<typeof overview>
type Part<Name extends keyof Overview> = NonNullable<Overview[Name]>
type Rows<Name extends keyof Overview> = Part<Name> extends (infer Row)[] ? Row : never

const NAMED = 5
const ENDINGS = 10

const json = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
const nameOf = (user: string) =>
  sql.raw(
    `coalesce(nullif(trim(${user}.first_name || ' ' || ${user}.last_name), ''), ${user}.username)`,
  )
const isOpen = sql`ur.revoked_at is null and coalesce(ur.expires_at > now(), true)`
// Deleting a role closes what people were given, so nobody has to look at the roles.
const hasRole = sql`exists (
  select from user_roles ur
  where ur.company_id = users.company_id and ur.user_id = users.id and ${isOpen})`
const isWithoutRole = sql`users.is_active and not users.is_superuser and not ${hasRole}`
const liveIn = (company: string) =>
  sql`users.company_id = ${company}::uuid and users.deleted_at is null`

export async function countPeople(db: Db, company: string): Promise<Part<'users'>> {
  const [row] = await db.execute<Part<'users'>>(sql`
    select count(*) filter (where ${userStatus} = 'active')::int as active,
      count(*) filter (where ${userStatus} = 'locked')::int as locked,
      count(*) filter (where ${userStatus} = 'invited')::int as invited,
      count(*) filter (where ${userStatus} = 'deactivated')::int as deactivated,
      count(*) filter (where ${isWithoutRole})::int as without_role,
      count(*) filter (where ${userStatus} = 'active' and created_at > now() - interval '7 days')::int
        as joined_this_week
    from users where ${liveIn(company)}`)
  return row!
}

export async function lockedPeople(db: Db, company: string): Promise<Part<'locked_people'>> {
  const people = await db.execute<Omit<Rows<'locked_people'>, 'failed_sign_ins'>>(sql`
    select users.id, ${nameOf('users')} as name, ${json('users.locked_until')} as locked_until
    from users where ${liveIn(company)} and ${userStatus} = 'locked'
    order by users.locked_until, users.id limit ${NAMED}`)
  const entries = await Promise.all(people.map((person) => entryOfLock(db, company, person)))
  return people.map((person, index) => ({
    ...person,
    failed_sign_ins: entries[index] ? null : FAILURES_OF_LOCK,
  }))
}

/** By the newest invitation of each, as only that one opens anything. */
export const expiringInvitations = (db: Db, company: string) =>
  db.execute<Rows<'invitations_expiring'>>(sql`
    select users.id, users.email, ${json('link.expires_at')} as expires_at
    from users
    cross join lateral (
      select l.expires_at from one_time_links l
      where l.company_id = users.company_id and l.user_id = users.id and l.purpose = 'invitation'
      order by l.created_at desc, l.id desc limit 1) link
    where ${liveIn(company)} and ${userStatus} = 'invited'
      and link.expires_at < now() + interval '1 day'
    order by link.expires_at, users.id limit ${NAMED}`)

export const endingGrants = (db: Db, company: string) =>
  db.execute<Rows<'grants_ending'>>(sql`
    select json_build_object('id', users.id, 'name', ${nameOf('users')}) as user,
      json_build_object('id', r.id, 'name', r.name) as role, ${json('ur.expires_at')} as expires_at
    from user_roles ur
    join users on users.company_id = ur.company_id and users.id = ur.user_id
    join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    where ${liveIn(company)} and ur.revoked_at is null and ur.expires_at > now()
      and ur.expires_at < now() + interval '14 days'
    order by ur.expires_at, users.id limit ${ENDINGS}`)

export const peopleWithoutRole = (db: Db, company: string) =>
  db.execute<Rows<'people_without_role'>>(sql`
    select users.id, ${nameOf('users')} as name
    from users where ${liveIn(company)} and ${isWithoutRole}
    order by users.created_at desc, users.id limit ${NAMED}`)
