import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PLATFORM_COMPANY_ID, roles } from '@/db/schema'
import { query } from '@/lib/core/operation'
import { MAX_PAGE_SIZE } from '@/lib/core/pagination'
import { reference, uuid } from '@/lib/core/schema'
import { withinReach } from '@/lib/permissions/company-choice'

/** Some of those who have a role. */
const NAMED = 3

const roleTraces = z.object({
  id: z.uuid(),
  company: reference.nullable().describe('null for a role of the platform'),
  people: z
    .array(reference)
    .nullable()
    .describe('Some of its people; null for whoever may not see users'),
  changed_by: z.string().nullable().describe('Null for whoever may not read the trail, too'),
})

export type RoleTraces = z.output<typeof roleTraces>

const nameOf = sql`coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username)`

const people = sql`coalesce((
  select json_agg(json_build_object('id', member.id, 'name', member.name)) from (
    select u.id, ${nameOf} as name from user_roles ur
    join users u on u.company_id = ur.company_id and u.id = ur.user_id
    where ur.company_id = roles.company_id and ur.role_id = roles.id
      and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
    order by ur.granted_at desc, u.id limit ${NAMED}) member), '[]')`

// What changed a role left its entry in the same transaction, and with it at the same time.
const changedBy = sql`(
  select l.user_name from audit_logs l
  where l.company_id = roles.company_id and l.timestamp = roles.updated_at
    and l.outcome = 'success' and l.user_name <> '' limit 1)`

const owner = sql`(
  select json_build_object('id', c.id, 'name', c.name) from companies c
  where c.id = roles.company_id and c.id <> ${PLATFORM_COMPANY_ID}::uuid)`

export const traceRoles = query({
  summary: 'Tell of some roles whose they are, who has them and who changed them last',
  access: 'VIEW_ROLES',
  resource: 'Role',
  input: z.object({ ids: z.array(uuid).max(MAX_PAGE_SIZE) }),
  output: z.array(roleTraces),
  async run(scope, { ids }) {
    const { db, actor } = scope
    const may = (code: (typeof actor.permissions)[number]) => actor.permissions.includes(code)
    return db.execute<RoleTraces>(sql`
      select roles.id, ${owner} as company,
        ${may('VIEW_USERS') ? people : sql`null`} as people,
        ${may('VIEW_AUDIT_LOGS') ? changedBy : sql`null`} as changed_by
      from roles
      where roles.id = any(${`{${ids.join(',')}}`}::uuid[])
        and ${withinReach(scope, roles.companyId) ?? sql`true`}`)
  },
})
