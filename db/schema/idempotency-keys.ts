import { json, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, companyId, createdAt } from './columns'

/** The first answer to a POST that carried an `Idempotency-Key`, kept for 24 hours. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    companyId: companyId(),
    userId: uuid('user_id').notNull(),
    key: text('key').notNull(),
    requestHash: bytes('request_hash').notNull(),
    // Not jsonb, which would give the first answer's fields back in another order.
    response: json('response'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.userId, table.key] })],
)
