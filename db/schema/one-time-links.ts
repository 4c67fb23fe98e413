import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, companyId, createdAt, instant } from './columns'
import { users } from './users'

/**
 * Invitations, and links to choose a new password: once, until they expire. The token in a link follows
 * from the row's id by HMAC, so that it is stored nowhere; the request role cannot read even its hash.
 */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    purpose: text('purpose').notNull(),
    tokenHash: bytes('token_hash').notNull(),
    createdAt: createdAt(),
    createdBy: uuid('created_by'),
    // Who was shown the link because no mail is sent; null for a link that only the mailbox knows.
    shownTo: uuid('shown_to'),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.id] }),
    foreignKey({
      name: 'one_time_links_user',
      columns: [table.companyId, table.userId],
      foreignColumns: [users.companyId, users.id],
    }),
    unique('one_time_links_token').on(table.tokenHash),
    index('one_time_links_by_user').on(table.companyId, table.userId),
    index('one_time_links_by_id').on(table.id),
    index('one_time_links_by_end').on(table.expiresAt),
    check('one_time_links_purpose', sql`${table.purpose} in ('invitation', 'reset')`),
  ],
)
