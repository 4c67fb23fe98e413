import { and, eq, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/connection'
import { rolePermissions, roles, userRoles, users } from '@/db/schema'
import { list } from '@/lib/core/operation'
import { nothing } from '@/lib/core/schema'
import { describePermission, PERMISSIONS } from '@/lib/permissions/catalog'
import { grantor } from '@/lib/permissions/grantor'
import { explained, readExplanation } from './explaining'
import { findUser, type User } from './queries'
import { heldPermission, permissionsInput } from './schema'

type Source = z.infer<typeof heldPermission>['sources'][number]

/** Every grant that gives a user a code at this moment. */
const grantsOf = (db: Db, id: string) =>
  db
    .select({
      permission: rolePermissions.permission,
      role: { id: roles.id, name: roles.name },
      granted_by: grantor,
      granted_at: userRoles.grantedAt,
      expires_at: sql<
        string | null
      >`least(${userRoles.expiresAt}, ${rolePermissions.expiresAt})`.mapWith(userRoles.expiresAt),
      reason: userRoles.reason,
    })
    .from(users)
    .innerJoin(
      userRoles,
      and(eq(userRoles.companyId, users.companyId), eq(userRoles.userId, users.id)),
    )
    .innerJoin(roles, and(eq(roles.companyId, userRoles.companyId), eq(roles.id, userRoles.roleId)))
    .innerJoin(
      rolePermissions,
      and(
        eq(rolePermissions.companyId, userRoles.companyId),
        eq(rolePermissions.roleId, userRoles.roleId),
      ),
    )
    .where(
      and(
        eq(users.id, id),
        isNull(users.deletedAt),
        isNull(roles.deletedAt),
        isNull(userRoles.revokedAt),
        isNull(rolePermissions.revokedAt),
        sql`coalesce(${userRoles.expiresAt} > now(), true)`,
        sql`coalesce(${rolePermissions.expiresAt} > now(), true)`,
      ),
    )
    .orderBy(roles.name, roles.id)

const asSuperuser = (person: User): Source => ({
  kind: 'superuser',
  role: null,
  granted_by: null,
  granted_at: person.created_at,
  expires_at: null,
  reason: null,
})

/** Every code that somebody holds, with where it comes from. */
function pathsOf(person: User, grants: Awaited<ReturnType<typeof grantsOf>>) {
  const sourcesOf = (code: string): Source[] => [
    ...(person.is_superuser ? [asSuperuser(person)] : []),
    ...grants
      .filter(({ permission }) => permission === code)
      .map(({ permission: _, granted_by, ...grant }) => ({
        ...grant,
        kind: 'role' as const,
        granted_by,
      })),
  ]
  return PERMISSIONS.map((permission) => ({
    permission,
    description: describePermission(permission),
    sources: sourcesOf(permission),
  }))
}

/** The codes that somebody holds at all. */
const held = (paths: ReturnType<typeof pathsOf>) =>
  paths.filter(({ sources }) => sources.length > 0)

export const listUserPermissions = list({
  summary: 'List what a user may do, and where it comes from',
  access: 'VIEW_USERS',
  resource: 'User',
  input: permissionsInput,
  output: heldPermission,
  async run(scope, { id, explain = false }) {
    const [person, grants, explanation] = await Promise.all([
      findUser(scope, id),
      grantsOf(scope.db, id),
      explain ? readExplanation(scope, id) : undefined,
    ])
    const paths = pathsOf(person, grants)
    const rows = explanation ? explained(scope.actor, person, paths, explanation) : held(paths)
    return { rows, total: rows.length }
  },
})

export const listOwnPermissions = list({
  summary: 'List what you may do, and where it comes from',
  access: 'SIGNED_IN',
  resource: 'User',
  input: nothing,
  output: heldPermission,
  async run(scope) {
    const { user_id } = scope.actor
    const [person, grants] = await Promise.all([
      findUser(scope, user_id),
      grantsOf(scope.db, user_id),
    ])
    const rows = held(pathsOf(person, grants))
    return { rows, total: rows.length }
  },
})
