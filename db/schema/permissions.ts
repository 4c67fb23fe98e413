import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

/** The permission codes the product knows; filled from `lib/permissions/catalog.ts`. */
export const permissions = pgTable(
  'permissions',
  {
    id: uuid('id').notNull(),
    code: text('code').primaryKey(),
    description: text('description').notNull(),
  },
  (table) => [unique('permissions_id').on(table.id)],
)
