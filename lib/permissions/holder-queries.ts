import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { list } from '@/lib/core/operation'
import { limits, listParameters } from '@/lib/core/pagination'
import { uuid } from '@/lib/core/schema'
import { oneCompany } from './company-choice'
import { findPermission } from './queries'
import { permissionHolder } from './schema'

const { page, page_size } = listParameters(['name'])

type Holder = z.input<typeof permissionHolder>

/** The people of a company who may use a code now: superusers, and whom a role gives it. */
const holders = (owner: string, code: string) => sql`
  select u.id, u.email, u.is_superuser,
    coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) as name,
    coalesce(held.through, '[]') as through
  from users u
  left join (
    select ur.user_id,
      json_agg(json_build_object('id', r.id, 'name', r.name) order by lower(r.name), r.id) as through
    from role_permissions rp
    join roles r on r.company_id = rp.company_id and r.id = rp.role_id and r.deleted_at is null
    join user_roles ur on ur.company_id = rp.company_id and ur.role_id = rp.role_id
      and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
    where rp.company_id = ${owner}::uuid and rp.permission = ${code}
      and rp.revoked_at is null and coalesce(rp.expires_at > now(), true)
    group by ur.user_id) held on held.user_id = u.id
  where u.company_id = ${owner}::uuid and u.deleted_at is null and u.is_active and not u.is_invited
    and (u.is_superuser or held.user_id is not null)`

export const listPermissionHolders = list({
  summary: 'List the people who may do something now, and through which roles',
  access: 'VIEW_USERS',
  resource: 'Permission',
  input: z.object({
    id: uuid,
    page,
    page_size,
    company: uuid.optional().describe('For superusers: in this company; without it, the platform'),
  }),
  output: permissionHolder,
  async run({ db, actor }, { id, company, ...wanted }) {
    const { name: code } = await findPermission(db, id)
    const found = holders(oneCompany(actor, company), code)
    const { limit, offset } = limits(wanted)
    const [rows, [counted]] = await Promise.all([
      db.execute<Holder>(
        sql`${found} order by lower(u.first_name || ' ' || u.last_name), u.id limit ${limit} offset ${offset}`,
      ),
      db.execute<{ total: number }>(sql`select count(*)::int as total from (${found}) found`),
    ])
    return { rows: [...rows], total: counted!.total }
  },
})
