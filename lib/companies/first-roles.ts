import { uuidv7 } from 'uuidv7'
import { rolePermissions, roles } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import type { Change } from '@/lib/core/operation'
import { COMPANY_PERMISSIONS, type Permission } from '@/lib/permissions/catalog'
import { STANDARD_ROLES } from '@/lib/permissions/templates'

interface NewRole {
  name: string
  description: string
  permissions: readonly Permission[]
  isSystem?: boolean
}

async function addRole(
  { db, actor }: Scope,
  companyId: string,
  { permissions, ...role }: NewRole,
): Promise<string> {
  const roleId = uuidv7()
  await Promise.all([
    db.insert(roles).values({ companyId, id: roleId, ...role }),
    db.insert(rolePermissions).values(
      permissions.map((permission) => ({
        companyId,
        id: uuidv7(),
        roleId,
        permission,
        grantedBy: actor.user_id,
      })),
    ),
  ])
  return roleId
}

/** The role a new company begins with, so that its first administrator can be given everything at once. */
export const addAdministratorRole = (scope: Scope, company: string) =>
  addRole(scope, company, {
    name: 'Tenant Admin',
    description: 'May do everything in this company.',
    permissions: COMPANY_PERMISSIONS,
    isSystem: true,
  })

/** The usual roles beside that one, and what is told of each. */
export async function addStandardRoles(scope: Scope, company: string): Promise<Change<unknown>[]> {
  const about = {
    resource: 'Role',
    action: 'CREATE' as const,
    audited: ['name', 'description', 'permissions'],
  }
  return Promise.all(
    STANDARD_ROLES.map(async (role) => {
      const id = await addRole(scope, company, role)
      const after = { id, ...role, permissions: [...role.permissions].sort() }
      return { before: null, after, company, about }
    }),
  )
}
