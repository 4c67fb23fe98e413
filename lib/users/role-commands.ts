import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { rolePermissions, roles, userRoles, users } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { invalid, notFound } from '@/lib/core/errors'
import { inWords } from '@/lib/core/instant-in-words'
import { command } from '@/lib/core/operation'
import { message } from '@/lib/core/schema'
import {
  assertGrantable,
  assertManageable,
  assertNotOwnGrant,
  assertOutlasts,
} from '@/lib/permissions/granting'
import { closeRoles, findManageable, keepingAdministratorOf } from './managing'
import { findUser } from './queries'
import { IN_THE_FUTURE, roleAssignment, roleRemoval } from './schema'

/** A live role of a company with the codes it gives. Throws NOT_FOUND. */
export async function findRole({ db }: Scope, company: string, id: string) {
  const rows = await db
    .select({ id: roles.id, name: roles.name, code: rolePermissions.permission })
    .from(roles)
    .leftJoin(
      rolePermissions,
      and(
        eq(rolePermissions.companyId, roles.companyId),
        eq(rolePermissions.roleId, roles.id),
        isNull(rolePermissions.revokedAt),
        sql`coalesce(${rolePermissions.expiresAt} > now(), true)`,
      ),
    )
    .where(and(eq(roles.companyId, company), eq(roles.id, id), isNull(roles.deletedAt)))
  const [role] = rows
  if (!role) throw notFound('Role')
  return {
    id: role.id,
    name: role.name,
    permissions: rows.map(({ code }) => code).filter((code) => code !== null),
  }
}

type Assignment = z.output<typeof roleAssignment>

/** Judged by the clock by which it ends. Throws INVALID. */
async function assertFuture({ db }: Scope, end: string) {
  const [row] = await db.execute<{ is_future: boolean }>(
    sql`select ${end}::timestamptz > now() as is_future`,
  )
  if (!row!.is_future) throw invalid('expires_at', IN_THE_FUTURE)
}

/** The open assignment of a role to a user, if it has not expired, and how its end differs from the asked one. */
async function heldAssignment(
  { db }: Scope,
  company: string,
  { id, role_id, expires_at }: Pick<Assignment, 'id' | 'role_id' | 'expires_at'>,
) {
  const [held] = await db
    .select({
      ends_otherwise: sql<boolean>`${userRoles.expiresAt} is distinct from ${expires_at ?? null}::timestamptz`,
      ends_sooner: sql<boolean>`coalesce(${userRoles.expiresAt}, 'infinity') < coalesce(${expires_at ?? null}::timestamptz, 'infinity')`,
    })
    .from(userRoles)
    .where(
      and(
        eq(userRoles.companyId, company),
        eq(userRoles.userId, id),
        eq(userRoles.roleId, role_id),
        isNull(userRoles.revokedAt),
        sql`coalesce(${userRoles.expiresAt} > now(), true)`,
      ),
    )
  return held
}

async function openAssignment(
  { db, actor }: Scope,
  company: string,
  { id, role_id, expires_at, reason }: Assignment,
) {
  await db.insert(userRoles).values({
    companyId: company,
    id: uuidv7(),
    userId: id,
    roleId: role_id,
    grantedBy: actor.user_id,
    expiresAt: expires_at,
    reason: reason || null,
  })
}

const sentence = (role: string, username: string, { expires_at, reason }: Assignment) =>
  `Assigned role ${role} to user ${username}${expires_at ? ` until ${inWords(expires_at)}` : ''}.${reason ? ` Reason: ${reason}` : ''}`

/** Both show in lists of what has changed since some time. */
async function touch({ db }: Scope, company: string, id: string, roleId: string) {
  await Promise.all([
    db
      .update(users)
      .set({ updatedAt: sql`now()` })
      .where(and(eq(users.companyId, company), eq(users.id, id))),
    db
      .update(roles)
      .set({ updatedAt: sql`now()` })
      .where(and(eq(roles.companyId, company), eq(roles.id, roleId))),
  ])
}

export const assignRole = command({
  summary: 'Give a role to a user',
  access: 'ASSIGN_ROLES',
  resource: 'User',
  action: 'ASSIGN_ROLE',
  audited: ['roles'],
  input: roleAssignment,
  output: message('Role assigned successfully', 'Role already assigned'),
  run: (scope, input) =>
    keepingAdministratorOf(scope, input.id, async (company) => {
      const { id, role_id, expires_at } = input
      if (expires_at) await assertFuture(scope, expires_at)
      const before = await findUser(scope, id, { company, lock: true })
      // Whoever gets more may already hold more than the actor, except that nobody touches a superuser.
      assertManageable(scope.actor, { ...before, permissions: [] })
      const role = await findRole(scope, company, role_id)
      assertGrantable(scope.actor, role.permissions)
      const held = await heldAssignment(scope, company, input)
      if (held && (expires_at === undefined || !held.ends_otherwise)) {
        const response = { message: 'Role already assigned' as const }
        return { before, after: before, response, isUnchanged: true }
      }
      // Another end may take the role away sooner, which is for whoever may take it away.
      if (held) await findManageable(scope, id, company)
      if (held?.ends_sooner) assertNotOwnGrant(scope, id)
      await assertOutlasts(scope, role.permissions, expires_at ?? null)
      // Also closes an assignment that has expired, which would stand in the way of the new one.
      await closeRoles(scope, company, id, role_id)
      await openAssignment(scope, company, input)
      await touch(scope, company, id, role_id)
      return {
        before,
        after: await findUser(scope, id),
        affects: [id],
        company,
        details: sentence(role.name, before.username, input),
        response: { message: 'Role assigned successfully' as const },
      }
    }),
})

export const removeRole = command({
  summary: 'Take a role from a user',
  access: 'ASSIGN_ROLES',
  resource: 'User',
  action: 'REMOVE_ROLE',
  audited: ['roles'],
  input: roleRemoval,
  output: message('Role removed successfully', 'Role not assigned to user'),
  run: (scope, { id, role_id }) =>
    keepingAdministratorOf(scope, id, async (company) => {
      const before = await findManageable(scope, id, company)
      const role = await findRole(scope, company, role_id)
      if (!(await heldAssignment(scope, company, { id, role_id }))) {
        const response = { message: 'Role not assigned to user' as const }
        return { before, after: before, response, isUnchanged: true }
      }
      await closeRoles(scope, company, id, role_id)
      await touch(scope, company, id, role_id)
      return {
        before,
        after: await findUser(scope, id),
        affects: [id],
        company,
        details: `Removed role ${role.name} from user ${before.username}.`,
        response: { message: 'Role removed successfully' as const },
      }
    }),
})
