import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { companyId, interval } from './columns'
import { permissions } from './permissions'
import { roles } from './roles'

/** A permission that a role holds from `granted_at` until it is revoked or expires. Rows are closed, never deleted. */
export const rolePermissions = pgTable(
  'role_permissions',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    roleId: uuid('role_id').notNull(),
    permission: text('permission').notNull(),
    ...interval(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'role_permissions_role',
      columns: [table.companyId, table.roleId],
      foreignColumns: [roles.companyId, roles.id],
    }),
    foreignKey({
      name: 'role_permissions_permission',
      columns: [table.permission],
      foreignColumns: [permissions.code],
    }),
    index('role_permissions_ending')
      .on(table.expiresAt)
      .where(sql`${table.revokedAt} is null and ${table.expiresAt} is not null`),
    uniqueIndex('role_permissions_once')
      .on(table.companyId, table.roleId, table.permission)
      .where(sql`${table.revokedAt} is null`),
    check(
      'role_permissions_platform_only',
      sql`${table.permission} not in ('CREATE_COMPANY', 'DELETE_COMPANY')`,
    ),
  ],
)
