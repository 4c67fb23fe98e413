import { bigint, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytes, companyId, createdAt, instant } from './columns'

/**
 * The hash chain of each company's audit trail, one link for each entry in the order of sealing.
 * Beside the trail and not in it, because its entries never change once they are written.
 */
export const auditSeals = pgTable(
  'audit_seals',
  {
    companyId: companyId(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    auditId: uuid('audit_id').notNull(),
    auditTimestamp: instant('audit_timestamp').notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.sequence] }),
    unique('audit_seals_once').on(table.companyId, table.auditId, table.auditTimestamp),
  ],
)

/** Signed statements about how far a company's chain reached and with which hash; the newest vouches for all before it. */
export const auditHeads = pgTable(
  'audit_heads',
  {
    companyId: companyId(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    kid: text('kid').notNull(),
    token: text('token').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.sequence, table.kid] })],
)

/** The entries that await sealing, written by a trigger in the transaction of the entry itself. */
export const auditUnsealed = pgTable(
  'audit_unsealed',
  {
    companyId: companyId(),
    auditTimestamp: instant('audit_timestamp').notNull(),
    auditId: uuid('audit_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.auditTimestamp, table.auditId] })],
)
