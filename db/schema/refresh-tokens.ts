import { foreignKey, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes, companyId, createdAt, instant } from './columns'
import { sessions } from './sessions'

/** The chain of refresh tokens of a session, by SHA-256; the tokens themselves are never stored. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    sessionId: uuid('session_id').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
    childHash: bytes('child_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'refresh_tokens_session',
      columns: [table.companyId, table.sessionId],
      foreignColumns: [sessions.companyId, sessions.id],
    }).onUpdate('cascade'),
    uniqueIndex('refresh_tokens_by_hash').on(table.companyId, table.sessionId, table.tokenHash),
  ],
)
