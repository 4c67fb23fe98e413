import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { companyId, createdAt, instant } from './columns'

/** Events that await sending, written in the transaction of the change they announce. */
export const outbox = pgTable(
  'outbox',
  {
    companyId: companyId(),
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().notNull(),
    userId: uuid('user_id').notNull(),
    event: text('event').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().default(sql`now()`),
    sentAt: instant('sent_at'),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    index('outbox_by_age').using('brin', table.createdAt),
    index('outbox_pending').on(table.availableAt).where(sql`${table.sentAt} is null`),
  ],
)
