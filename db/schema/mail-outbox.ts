import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { companyId, createdAt, instant } from './columns'

/** Messages that await sending, without a link in them; a row goes away when its message is sent. */
export const mailOutbox = pgTable(
  'mail_outbox',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    template: text('template').notNull(),
    userId: uuid('user_id'),
    linkId: uuid('link_id'),
    params: jsonb('params').$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().default(sql`now()`),
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    index('mail_outbox_due').on(table.availableAt),
  ],
)
