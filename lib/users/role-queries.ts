import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { roles, userRoles, users } from '@/db/schema'
import { list } from '@/lib/core/operation'
import { byId } from '@/lib/core/schema'
import { withinReach } from '@/lib/permissions/company-choice'
import { grantor } from '@/lib/permissions/grantor'
import { findUser } from './queries'
import { heldRole } from './schema'

export const listUserRoles = list({
  summary: 'List the roles of a user, and who gave them',
  access: 'VIEW_USERS',
  resource: 'User',
  input: byId,
  output: heldRole,
  async run(scope, { id }) {
    const [, rows] = await Promise.all([
      findUser(scope, id),
      scope.db
        .select({
          role: { id: roles.id, name: roles.name },
          permissions: sql<string[]>`(
            select coalesce(json_agg(rp.permission order by rp.permission), '[]')
            from role_permissions rp
            where rp.company_id = ${roles.companyId} and rp.role_id = ${roles.id}
              and rp.revoked_at is null and coalesce(rp.expires_at > now(), true))`,
          granted_by: grantor,
          granted_at: userRoles.grantedAt,
          expires_at: userRoles.expiresAt,
          reason: userRoles.reason,
        })
        .from(users)
        .innerJoin(
          userRoles,
          and(eq(userRoles.companyId, users.companyId), eq(userRoles.userId, users.id)),
        )
        .innerJoin(
          roles,
          and(eq(roles.companyId, userRoles.companyId), eq(roles.id, userRoles.roleId)),
        )
        .where(
          and(
            eq(users.id, id),
            withinReach(scope, users.companyId),
            isNull(users.deletedAt),
            isNull(roles.deletedAt),
            isNull(userRoles.revokedAt),
            sql`coalesce(${userRoles.expiresAt} > now(), true)`,
          ),
        )
        .orderBy(asc(sql`lower(${roles.name})`), roles.id),
    ])
    return { rows, total: rows.length }
  },
})
