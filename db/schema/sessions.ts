import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { companyId, createdAt, instant } from './columns'
import { users } from './users'

/** One sign-in. Every request looks its session up, so ending the row ends every token of it at once. */
export const sessions = pgTable(
  'sessions',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at').notNull().default(sql`now()`),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedReason: text('ended_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'sessions_user',
      columns: [table.companyId, table.userId],
      foreignColumns: [users.companyId, users.id],
    }),
    index('sessions_by_id').on(table.id),
    index('sessions_by_user')
      .on(table.companyId, table.userId)
      .where(sql`${table.endedAt} is null`),
    index('sessions_ending').on(table.expiresAt).where(sql`${table.endedAt} is null`),
  ],
)
