import { and, eq, gte, ilike, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/connection'
import { roles } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { containing, limits, listParameters, ordered, updatedSince } from '@/lib/core/pagination'
import { byId } from '@/lib/core/schema'
import {
  companyIdOf,
  companyParameter,
  shownCompany,
  withinReach,
} from '@/lib/permissions/company-choice'
import { role } from './schema'

/** A role as the API shows it. */
const publicRole = {
  id: roles.id,
  name: roles.name,
  description: roles.description,
  company: shownCompany(roles.companyId),
  is_system: roles.isSystem,
  permissions: sql<string[]>`(
    select coalesce(json_agg(rp.permission order by rp.permission), '[]') from role_permissions rp
    where rp.company_id = roles.company_id and rp.role_id = roles.id
      and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now()))`,
  // Deleting a user closes what they were given, so nobody has to look at the users.
  user_count: sql<number>`(
    select count(*)::int from user_roles ur
    where ur.company_id = roles.company_id and ur.role_id = roles.id
      and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now()))`,
  created_at: roles.createdAt,
  updated_at: roles.updatedAt,
}

export type Role = z.infer<typeof role>

const visibleTo = (scope: Scope, company?: string) =>
  and(isNull(roles.deletedAt), withinReach(scope, roles.companyId, company))

/** A live role within the actor's reach, locked until the end of the transaction when it is to change. */
export async function findRole(scope: Scope, id: string, lock?: 'for update'): Promise<Role> {
  const where = and(eq(roles.id, id), visibleTo(scope))
  const read = scope.db.select(publicRole).from(roles).where(where)
  // Locked by a statement of its own: one that waited would still show the permissions from before its wait.
  const locked = scope.db.select({ id: roles.id }).from(roles).where(where).for('no key update')
  const [found] = lock ? (await Promise.all([locked, read]))[1] : await read
  if (!found) throw notFound('Role')
  return found
}

/** The people who have a role at this moment. */
export async function membersOf(db: Db, { id, company }: Pick<Role, 'id' | 'company'>) {
  const rows = await db.execute<{ user_id: string }>(sql`
    select user_id from user_roles
    where company_id = ${companyIdOf(company)}::uuid and role_id = ${id}::uuid
      and revoked_at is null and (expires_at is null or expires_at > now())`)
  return rows.map(({ user_id }) => user_id)
}

export const listRoles = list({
  summary: 'List roles',
  access: 'VIEW_ROLES',
  resource: 'Role',
  input: z.object({
    ...listParameters(['name', 'created_at', 'updated_at']),
    company: companyParameter,
    updated_since: updatedSince,
    is_system: z.stringbool().optional(),
  }),
  output: role,
  async run(scope, input) {
    const { db, actor } = scope
    const where = and(
      input.updated_since ? gte(roles.updatedAt, input.updated_since) : undefined,
      visibleTo(scope, input.company),
      input.is_system === undefined ? undefined : eq(roles.isSystem, input.is_system),
      input.search
        ? or(
            ilike(roles.name, containing(input.search)),
            ilike(roles.description, containing(input.search)),
          )
        : undefined,
    )
    const columns = {
      name: sql`lower(${roles.name})`,
      created_at: roles.createdAt,
      updated_at: roles.updatedAt,
    }
    const { limit, offset } = limits(input)
    const [rows, total] = await Promise.all([
      db
        .select(publicRole)
        .from(roles)
        .where(where)
        .orderBy(
          ...ordered(
            input.ordering,
            columns,
            actor.is_superuser ? '-created_at' : 'name',
            roles.id,
          ),
        )
        .limit(limit)
        .offset(offset),
      db.$count(roles, where),
    ])
    return { rows, total }
  },
})

export const getRole = query({
  summary: 'Show a role',
  access: 'VIEW_ROLES',
  resource: 'Role',
  input: byId,
  output: role,
  run: (scope, { id }) => findRole(scope, id),
})
