import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/connection'
import { list } from '@/lib/core/operation'
import { uuid } from '@/lib/core/schema'
import { PERMISSIONS } from './catalog'
import { oneCompany } from './company-choice'
import { permissionUsage, type Reference } from './schema'

const CODES = `{${PERMISSIONS.join(',')}}`
const company = uuid
  .optional()
  .describe('For superusers: in this company; without it, the platform')

/** The live roles of a company that give each code. */
const rolesBehind = (db: Db, owner: string) =>
  db.execute<{ permission: string; roles: Reference[] }>(sql`
    select rp.permission,
      json_agg(json_build_object('id', r.id, 'name', r.name) order by lower(r.name), r.id) as roles
    from roles r
    join role_permissions rp on rp.company_id = r.company_id and rp.role_id = r.id
      and rp.revoked_at is null and coalesce(rp.expires_at > now(), true)
    where r.company_id = ${owner}::uuid and r.deleted_at is null
    group by rp.permission`)

/** How many may use each code now. People with the same roles are counted as one, which keeps it fast. */
const peopleBehind = (db: Db, owner: string) =>
  db.execute<{ permission: string; people: number }>(sql`
    with sets as (
      select is_superuser, roles, count(*)::int as people from (
        select u.id, u.is_superuser,
          array_agg(ur.role_id order by ur.role_id) filter (where ur.role_id is not null) as roles
        from users u
        left join user_roles ur on ur.company_id = u.company_id and ur.user_id = u.id
          and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
        where u.company_id = ${owner}::uuid and u.deleted_at is null
          and u.is_active and not u.is_invited
        group by u.id, u.is_superuser) member
      group by is_superuser, roles)
    select p.code as permission, coalesce(sum(sets.people), 0)::int as people
    from unnest(${CODES}::text[]) as p (code)
    left join sets on sets.is_superuser or exists (
      select from role_permissions rp
      join roles r on r.company_id = rp.company_id and r.id = rp.role_id and r.deleted_at is null
      where rp.company_id = ${owner}::uuid and rp.role_id = any(sets.roles) and rp.permission = p.code
        and rp.revoked_at is null and coalesce(rp.expires_at > now(), true))
    group by p.code`)

export const listPermissionUsage = list({
  summary: 'Tell which roles give each permission, and to how many people',
  access: 'VIEW_PERMISSIONS',
  resource: 'Permission',
  input: z.object({ company }),
  output: permissionUsage,
  async run({ db, actor }, input) {
    const owner = oneCompany(actor, input.company)
    const maySeeRoles = actor.permissions.includes('VIEW_ROLES')
    const [roles, people] = await Promise.all([
      maySeeRoles ? rolesBehind(db, owner) : null,
      peopleBehind(db, owner),
    ])
    const rows = PERMISSIONS.map((permission) => ({
      permission,
      roles: roles && (roles.find((one) => one.permission === permission)?.roles ?? []),
      people: people.find((one) => one.permission === permission)?.people ?? 0,
    }))
    return { rows, total: rows.length }
  },
})
