import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { roles } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { AppError, conflict, invalid, toAppError } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { message, nothing } from '@/lib/core/schema'
import { keepingAdministrator } from '@/lib/permissions/administrators'
import { chosenCompany, companyIdOf } from '@/lib/permissions/company-choice'
import { assertGrantable, lockCompany } from '@/lib/permissions/granting'
import { assertMayAssign, closeGrants, replacePermissions } from './grants'
import { findRole, membersOf, type Role } from './queries'
import { reassign } from './reassigning'
import {
  permissionAssignment,
  ROLE_AUDITED,
  role,
  roleDeletion,
  roleInput,
  roleReplacement,
  roleUpdate,
} from './schema'

function assertEditable(target: Role) {
  if (!target.is_system) return
  throw new AppError(
    'FORBIDDEN',
    `${target.name} is a system role, which nobody can change. Make a role of your own instead.`,
    { code: 'system_role' },
  )
}

export const createRole = command({
  summary: 'Create a role',
  access: 'CREATE_ROLE',
  resource: 'Role',
  audited: ROLE_AUDITED,
  input: roleInput,
  output: role,
  async run(scope, { name, description, permissions = [], company: choice }) {
    if (permissions.length > 0) assertMayAssign(scope)
    const company = await chosenCompany(scope, choice)
    const id = uuidv7()
    await scope.db.insert(roles).values({ companyId: company, id, name, description })
    await replacePermissions(scope, { id, company, permissions: [] }, permissions)
    return { before: null, after: await findRole(scope, id), company }
  },
})

interface RoleChanges {
  name?: string
  description?: string
  permissions?: string[]
}

const isSameSet = (one: Set<string>, other: Set<string>) =>
  one.size === other.size && [...one].every((code) => other.has(code))

async function changeRole(scope: Scope, id: string, { permissions, ...fields }: RoleChanges) {
  const company = companyIdOf((await findRole(scope, id)).company)
  return keepingAdministrator(scope, company, async () => {
    const before = await findRole(scope, id, 'for update')
    assertEditable(before)
    await scope.db
      .update(roles)
      .set({ ...fields, updatedAt: sql`now()` })
      .where(and(eq(roles.companyId, company), eq(roles.id, id)))
    const isRegranted =
      permissions !== undefined && !isSameSet(new Set(permissions), new Set(before.permissions))
    if (isRegranted) {
      assertMayAssign(scope)
      await replacePermissions(scope, before, permissions)
    }
    const after = await findRole(scope, id)
    const affects = isRegranted ? await membersOf(scope.db, before) : undefined
    return { before, after, affects, company }
  })
}

export const replaceRole = command({
  summary: 'Replace a role',
  access: 'UPDATE_ROLE',
  resource: 'Role',
  audited: ROLE_AUDITED,
  input: roleReplacement,
  output: role,
  run: (scope, { id, ...changes }) => changeRole(scope, id, changes),
})

export const updateRole = command({
  summary: 'Change a role',
  access: 'UPDATE_ROLE',
  resource: 'Role',
  audited: ROLE_AUDITED,
  input: roleUpdate,
  output: role,
  run: (scope, { id, ...changes }) => changeRole(scope, id, changes),
})

export const assignPermissions = command({
  summary: 'Replace the permissions of a role',
  access: 'ASSIGN_PERMISSIONS',
  resource: 'Role',
  action: 'ASSIGN_PERMISSIONS',
  audited: ROLE_AUDITED,
  input: permissionAssignment,
  output: message('Permissions assigned successfully'),
  async run(scope, { id, permissions, reason }) {
    const change = await changeRole(scope, id, { permissions })
    return {
      ...change,
      response: { message: 'Permissions assigned successfully' as const },
      details: `Changed the permissions of role ${change.after.name}.${reason ? ` Reason: ${reason}` : ''}`,
      isUnchanged: change.affects === undefined,
    }
  },
})

/** The role that people get instead, in the same company. Throws INVALID. */
async function findTarget(scope: Scope, { company }: Role, id: string | null) {
  if (id === null) return null
  const target = await findRole(scope, id).catch((error: unknown) => {
    throw toAppError(error).kind === 'NOT_FOUND' ? noSuchTarget() : error
  })
  if (target.company !== company) throw noSuchTarget()
  return target
}

const noSuchTarget = () => invalid('reassign_to', 'There is no such role in this company.')

/** Throws CONFLICT when somebody has the role and nothing was said of them. */
async function leave(scope: Scope, role: Role, reassignTo: string | null | undefined) {
  if (reassignTo !== undefined) {
    return reassign(scope, role, await findTarget(scope, role, reassignTo))
  }
  if ((await membersOf(scope.db, role)).length === 0) return { members: [], each: [] }
  throw conflict(
    'role_in_use',
    `${role.name} is assigned to ${role.user_count} people. Remove it from them first.`,
  )
}

async function dropRole(
  scope: Scope,
  company: string,
  { id, reassign_to }: z.output<typeof roleDeletion>,
) {
  const before = await findRole(scope, id, 'for update')
  assertEditable(before)
  assertGrantable(scope.actor, before.permissions)
  const { members, each } = await leave(scope, before, reassign_to)
  await scope.db
    .update(roles)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(roles.companyId, company), eq(roles.id, id)))
  await closeGrants(scope, before)
  const change = { before, after: null, company, affects: members }
  return { ...change, each: [...each, change] }
}

export const deleteRole = command({
  summary: 'Delete a role, and say what becomes of the people who have it',
  access: 'DELETE_ROLE',
  resource: 'Role',
  audited: ROLE_AUDITED,
  input: roleDeletion,
  output: nothing,
  async run(scope, input) {
    const company = companyIdOf((await findRole(scope, input.id)).company)
    const drop = () => dropRole(scope, company, input)
    if (input.reassign_to !== undefined) return keepingAdministrator(scope, company, drop)
    await lockCompany(scope.db, company)
    return drop()
  },
})
