import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Scope } from '@/lib/core/context'
import { invalid } from '@/lib/core/errors'
import type { Change } from '@/lib/core/operation'
import { companyIdOf } from '@/lib/permissions/company-choice'
import {
  assertGrantable,
  assertManageable,
  assertMayAssignRoles,
  assertNotOwnGrant,
  assertOutlasts,
} from '@/lib/permissions/granting'
import type { Reference } from '@/lib/permissions/schema'
import type { Role } from './queries'

type Holder = {
  id: string
  username: string
  /** When they would have lost the role anyway; null for never. */
  ends: string | null
  /** Whether they get the other role, or have it for longer than before. */
  gains: boolean
  prolongs: boolean
}

const isLive = sql`ur.revoked_at is null and coalesce(ur.expires_at > now(), true)`
const holdings = ({ id, company }: Role) =>
  sql`ur.company_id = ${companyIdOf(company)}::uuid and ur.role_id = ${id}::uuid and ${isLive}`
const listOf = (ids: readonly string[]) => `{${ids.join(',')}}`

/** Those who have a role, and how they stand to the one that they are to get instead. */
const holdersOf = ({ db }: Scope, role: Role, target: Role | null) =>
  db.execute<Holder>(sql`
    select u.id, u.username,
      to_char(ur.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ends,
      ${target !== null}::boolean and (other.user_id is null
        or coalesce(other.expires_at, 'infinity') < coalesce(ur.expires_at, 'infinity')) as gains,
      other.user_id is not null as prolongs
    from user_roles ur
    join users u on u.company_id = ur.company_id and u.id = ur.user_id
    left join user_roles other on other.company_id = ur.company_id and other.user_id = ur.user_id
      and other.role_id = ${target?.id ?? null}::uuid and other.revoked_at is null
      and coalesce(other.expires_at > now(), true)
    where ${holdings(role)} order by u.id`)

/** Everybody who has the role must be somebody whom the actor may manage. Throws FORBIDDEN. */
async function assertAllManageable({ db, actor }: Scope, role: Role) {
  if (actor.is_superuser) return
  // By the roles that hold what the actor lacks, which are few, and not by what each of the people holds.
  const [mightier] = await db.execute<{
    id: string
    is_superuser: boolean
    permissions: string[]
  }>(sql`
    with mighty as materialized (
      select distinct r.id from roles r
      join role_permissions rp on rp.company_id = r.company_id and rp.role_id = r.id
        and rp.revoked_at is null and coalesce(rp.expires_at > now(), true)
        and rp.permission <> all(${listOf(actor.permissions)}::text[])
      where r.company_id = ${companyIdOf(role.company)}::uuid and r.deleted_at is null)
    select u.id, u.is_superuser, to_json(array(select app.effective_codes(u.company_id, u.id))) as permissions
    from users u
    where u.company_id = ${companyIdOf(role.company)}::uuid and u.id <> ${actor.user_id}::uuid
      and u.id in (select ur.user_id from user_roles ur where ${holdings(role)})
      and (u.is_superuser or u.id in (
        select ur.user_id from user_roles ur
        where ur.company_id = ${companyIdOf(role.company)}::uuid and ${isLive}
          and ur.role_id in (select id from mighty)))
    order by u.id limit 1`)
  if (mightier) assertManageable(actor, mightier)
}

/** The same that each of them would be given on their own. Throws FORBIDDEN or CONFLICT. */
async function assertMayGive(scope: Scope, target: Role, holders: readonly Holder[]) {
  assertGrantable(scope.actor, target.permissions)
  const gaining = holders.filter(({ gains }) => gains)
  for (const { id, prolongs } of gaining) if (prolongs) assertNotOwnGrant(scope, id)
  if (gaining.length === 0) return
  const ends = gaining.map(({ ends }) => ends)
  const last = ends.includes(null) ? null : ends.sort().at(-1)!
  await assertOutlasts(scope, target.permissions, last)
}

/** Gives the other role for as long as the first would have lasted, with the same reason. */
async function giveInstead({ db, actor }: Scope, role: Role, target: Role, ids: readonly string[]) {
  const company = companyIdOf(role.company)
  // Also closes what has expired, which would stand in the way of the new assignment.
  await db.execute(sql`
    update user_roles set revoked_at = now(), revoked_by = ${actor.user_id}::uuid
    where company_id = ${company}::uuid and role_id = ${target.id}::uuid and revoked_at is null
      and user_id = any(${listOf(ids)}::uuid[])`)
  await db.execute(sql`
    insert into user_roles (company_id, id, user_id, role_id, granted_by, expires_at, reason)
    select ur.company_id, given.id, ur.user_id, ${target.id}::uuid, ${actor.user_id}::uuid,
      ur.expires_at, ur.reason
    from user_roles ur
    join unnest(${listOf(ids)}::uuid[], ${listOf(ids.map(() => uuidv7()))}::uuid[])
      as given (user_id, id) on given.user_id = ur.user_id
    where ${holdings(role)}`)
}

/** All of them show in lists of what has changed since some time. */
const touch = ({ db }: Scope, { company }: Role, target: Role | null, members: readonly string[]) =>
  Promise.all([
    db.execute(sql`
      update users set updated_at = now() where company_id = ${companyIdOf(company)}::uuid
        and id = any(${listOf(members)}::uuid[])`),
    target &&
      db.execute(sql`
        update roles set updated_at = now()
        where company_id = ${companyIdOf(company)}::uuid and id = ${target.id}::uuid`),
  ])

async function rolesHeldBy({ db }: Scope, role: Role, ids: readonly string[]) {
  const rows = await db.execute<{ user_id: string; roles: Reference[] }>(sql`
    select ur.user_id, json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name) as roles
    from user_roles ur
    join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    where ur.company_id = ${companyIdOf(role.company)}::uuid and ${isLive}
      and ur.user_id = any(${listOf(ids)}::uuid[])
    group by ur.user_id`)
  return new Map(rows.map(({ user_id, roles }) => [user_id, roles]))
}

/**
 * Gives everybody who has a role another one instead, or merely takes it from them, by the rules of giving and
 * taking roles one by one; answers what is then told of each of them. Throws FORBIDDEN, CONFLICT or INVALID.
 */
export async function reassign(
  scope: Scope,
  role: Role,
  target: Role | null,
): Promise<{ members: string[]; each: Change<unknown>[] }> {
  if (target?.id === role.id) throw invalid('reassign_to', 'Choose a role that remains.')
  const holders = await holdersOf(scope, role, target)
  const members = holders.map(({ id }) => id)
  if (members.length === 0) return { members, each: [] }
  assertMayAssignRoles(scope.actor)
  await assertAllManageable(scope, role)
  if (target) await assertMayGive(scope, target, holders)
  const gaining = holders.filter(({ gains }) => gains).map(({ id }) => id)
  if (target && gaining.length > 0) await giveInstead(scope, role, target, gaining)
  await touch(scope, role, target, members)
  // With the role, which is closed later, and with what was given instead of it.
  const held = await rolesHeldBy(scope, role, members)
  const company = companyIdOf(role.company)
  const without = (id: string, other?: string) =>
    held.get(id)?.filter((one) => one.id !== other) ?? []
  const each = holders.map(({ id, username, gains, prolongs }) => ({
    before: { id, username, roles: without(id, prolongs ? undefined : target?.id) },
    after: { id, username, roles: without(id, role.id) },
    company,
    about: {
      resource: 'User',
      action: gains ? ('ASSIGN_ROLE' as const) : ('REMOVE_ROLE' as const),
      audited: ['roles'],
    },
    details: gains
      ? `Assigned role ${target!.name} to user ${username} instead of ${role.name}.`
      : `Removed role ${role.name} from user ${username}.`,
  }))
  return { members, each }
}
