import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { companyId, interval } from './columns'
import { roles } from './roles'
import { users } from './users'

/** A role that a user has from `granted_at` until it is revoked or expires. Rows are closed, never deleted. */
export const userRoles = pgTable(
  'user_roles',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    roleId: uuid('role_id').notNull(),
    ...interval(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'user_roles_user',
      columns: [table.companyId, table.userId],
      foreignColumns: [users.companyId, users.id],
    }),
    foreignKey({
      name: 'user_roles_role',
      columns: [table.companyId, table.roleId],
      foreignColumns: [roles.companyId, roles.id],
    }),
    index('user_roles_ending')
      .on(table.expiresAt)
      .where(sql`${table.revokedAt} is null and ${table.expiresAt} is not null`),
    uniqueIndex('user_roles_once')
      .on(table.companyId, table.userId, table.roleId)
      .where(sql`${table.revokedAt} is null`),
    index('user_roles_by_role')
      .on(table.companyId, table.roleId)
      .where(sql`${table.revokedAt} is null`),
  ],
)
