import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { roles, userRoles, userStatus, users } from '@/db/schema'
import { list } from '@/lib/core/operation'
import { containing, limits, listParameters } from '@/lib/core/pagination'
import { byId } from '@/lib/core/schema'
import { withinReach } from '@/lib/permissions/company-choice'
import { missingToManage } from '@/lib/permissions/granting'
import { grantor } from '@/lib/permissions/grantor'
import { findRole } from './queries'
import { member } from './schema'

const { ordering: _, ...parameters } = listParameters(['name'])
const fullName = sql<string>`coalesce(nullif(trim(${users.firstName} || ' ' || ${users.lastName}), ''), ${users.username})`

export const listRoleUsers = list({
  summary: 'List the people who have a role, and who gave it to them',
  access: 'VIEW_USERS',
  resource: 'Role',
  input: z.object({ ...byId.shape, ...parameters }),
  output: member,
  async run(scope, { id, search, ...page }) {
    const { db } = scope
    const isRole = and(eq(roles.id, id), withinReach(scope, roles.companyId))
    const company = db.select({ id: roles.companyId }).from(roles).where(isRole)
    const where = and(
      eq(userRoles.companyId, company),
      eq(userRoles.roleId, id),
      isNull(userRoles.revokedAt),
      sql`coalesce(${userRoles.expiresAt} > now(), true)`,
      search ? sql`${users.searchText} like lower(${containing(search)}::text)` : undefined,
    )
    const isHolder = and(eq(users.companyId, userRoles.companyId), eq(users.id, userRoles.userId))
    const { limit, offset } = limits(page)
    // Asked together, so that the database is waited for once.
    const [, rows, [counted]] = await Promise.all([
      findRole(scope, id),
      db
        .select({
          id: users.id,
          name: fullName,
          email: users.email,
          status: userStatus,
          granted_by: grantor,
          granted_at: userRoles.grantedAt,
          expires_at: userRoles.expiresAt,
          reason: userRoles.reason,
          is_superuser: users.isSuperuser,
          permissions: sql<string[]>`(
            select coalesce(json_agg(code), '[]')
            from app.effective_codes(${users.companyId}, ${users.id}) code)`,
        })
        .from(userRoles)
        .innerJoin(users, isHolder)
        .where(where)
        .orderBy(asc(sql`lower(${fullName})`), users.id)
        .limit(limit)
        .offset(offset),
      db
        .select({ total: sql<number>`count(*)::int` })
        .from(userRoles)
        .innerJoin(users, isHolder)
        .where(where),
    ])
    return {
      rows: rows.map(({ is_superuser, permissions, ...shown }) => ({
        ...shown,
        missing_permission: scope.actor.permissions.includes('ASSIGN_ROLES')
          ? missingToManage(scope.actor, { id: shown.id, is_superuser, permissions })
          : 'ASSIGN_ROLES',
      })),
      total: counted!.total,
    }
  },
})
