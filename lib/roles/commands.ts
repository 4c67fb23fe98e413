import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { roles } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { AppError, conflict } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { byId, message, nothing } from '@/lib/core/schema'
import { chosenCompany, companyIdOf } from '@/lib/permissions/company-choice'
import { assertGrantable, keepingAdministrator, lockCompany } from '@/lib/permissions/granting'
import { assertMayAssign, closeGrants, replacePermissions } from './grants'
import { findRole, membersOf, type Role } from './queries'
import {
  permissionAssignment,
  ROLE_AUDITED,
  role,
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
  async run(scope, { id, permissions }) {
    const change = await changeRole(scope, id, { permissions })
    return {
      ...change,
      response: { message: 'Permissions assigned successfully' as const },
      details: `Changed the permissions of role ${change.after.name}.`,
      isUnchanged: change.affects === undefined,
    }
  },
})

export const deleteRole = command({
  summary: 'Delete a role that nobody has',
  access: 'DELETE_ROLE',
  resource: 'Role',
  audited: ROLE_AUDITED,
  input: byId,
  output: nothing,
  async run(scope, { id }) {
    const { db, actor } = scope
    const company = companyIdOf((await findRole(scope, id)).company)
    await lockCompany(db, company)
    const before = await findRole(scope, id, 'for update')
    assertEditable(before)
    assertGrantable(actor, before.permissions)
    if ((await membersOf(db, before)).length > 0) {
      throw conflict(
        'role_in_use',
        `${before.name} is assigned to ${before.user_count} people. Remove it from them first.`,
      )
    }
    await db
      .update(roles)
      .set({ deletedAt: sql`now()` })
      .where(and(eq(roles.companyId, company), eq(roles.id, id)))
    await closeGrants(scope, before)
    return { before, after: null, company }
  },
})
