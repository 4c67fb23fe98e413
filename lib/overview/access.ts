import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/connection'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import type { overview } from './schema'

type Overview = z.infer<typeof overview>
type Sole = NonNullable<Overview['sole_administrator']>
type Roles = NonNullable<Overview['roles']>
type Change = NonNullable<Overview['recent_permission_changes']>[number]

const RECENT = 5
const ALL = `{${COMPANY_PERMISSIONS.join(',')}}`

export async function countRoles(db: Db, company: string): Promise<Roles> {
  const [row] = await db.execute<Roles>(sql`
    select count(*)::int as total, coalesce(json_agg(
        json_build_object('id', r.id, 'name', r.name) order by lower(r.name), r.id)
      filter (where not r.is_system and ${COMPANY_PERMISSIONS.length}::int = (
        select count(*) from role_permissions rp
        where rp.company_id = r.company_id and rp.role_id = r.id
          and rp.permission = any(${ALL}::text[])
          and rp.revoked_at is null and coalesce(rp.expires_at > now(), true))), '[]')
      as all_permissions
    from roles r where r.company_id = ${company}::uuid and r.deleted_at is null`)
  return row!
}

/** The role by which somebody can, so that another one can get it. */
const role = sql`(
  select json_build_object('id', r.id, 'name', r.name) from user_roles ur
  join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
  where ur.company_id = u.company_id and ur.user_id = u.id
    and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
    and 2 = (select count(distinct rp.permission) from role_permissions rp
      where rp.company_id = r.company_id and rp.role_id = r.id
        and rp.permission in ('ASSIGN_ROLES', 'ASSIGN_PERMISSIONS')
        and rp.revoked_at is null and coalesce(rp.expires_at > now(), true))
  order by r.is_system desc, lower(r.name), r.id limit 1)`

/** Whoever alone can assign roles and permissions; null where several can, or nobody. */
export async function soleAdministrator(
  db: Db,
  company: string,
  seesRoles: boolean,
): Promise<Overview['sole_administrator']> {
  const [row] = await db.execute<{ current_count: number }>(
    sql`select current_count from app.administrators(${company}::uuid)`,
  )
  if (row!.current_count !== 1) return null
  const [person] = await db.execute<Sole>(sql`
    select u.id,
      coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) as name,
      ${seesRoles ? role : sql`null`} as role
    from users u
    where u.company_id = ${company}::uuid and u.deleted_at is null and u.is_active
      and not u.is_invited and (u.is_superuser or u.id in (
        select ur.user_id from role_permissions rp
        join roles r on r.company_id = rp.company_id and r.id = rp.role_id and r.deleted_at is null
        join user_roles ur on ur.company_id = rp.company_id and ur.role_id = rp.role_id
          and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
        where rp.company_id = ${company}::uuid
          and rp.permission in ('ASSIGN_ROLES', 'ASSIGN_PERMISSIONS')
          and rp.revoked_at is null and coalesce(rp.expires_at > now(), true)
        group by ur.user_id having count(distinct rp.permission) = 2))`)
  return person ?? null
}

/** The newest entries of what changed who may do what. */
export const recentChanges = (db: Db, company: string) =>
  db.execute<Change>(sql`
    select id, user_name, details,
      to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as timestamp
    from audit_logs
    where company_id = ${company}::uuid and outcome = 'success'
      and (action in ('ASSIGN_ROLE', 'REMOVE_ROLE', 'ASSIGN_PERMISSIONS')
        or (resource_type = 'Role' and changes ? 'permissions'))
      and timestamp > now() - interval '90 days'
    order by audit_logs.timestamp desc, id desc limit ${RECENT}`)
