import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { companyId, instant } from './columns'

export type Changes = Record<string, { before: unknown; after: unknown }>

/**
 * The audit trail, partitioned by month. It has no foreign keys: it outlives users and companies,
 * with the actor's name as it was.
 */
export const auditLogs = pgTable(
  'audit_logs',
  {
    companyId: companyId(),
    id: uuid('id').notNull(),
    timestamp: instant('timestamp').notNull().default(sql`now()`),
    userId: uuid('user_id'),
    userName: text('user_name').notNull().default(''),
    userEmail: text('user_email').notNull().default(''),
    action: text('action').notNull(),
    resourceType: text('resource_type').notNull(),
    resourceId: text('resource_id'),
    details: text('details').notNull(),
    changes: jsonb('changes').$type<Changes>().notNull().default({}),
    outcome: text('outcome').notNull().default('success'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    requestId: text('request_id'),
    sessionId: uuid('session_id'),
    route: text('route'),
    durationMs: integer('duration_ms'),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.timestamp, table.id] }),
    index('audit_logs_newest').on(
      table.timestamp.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('audit_logs_by_id').on(table.id),
    index('audit_logs_by_actor').on(
      table.companyId,
      table.userId,
      table.timestamp.desc().nullsFirst(),
    ),
    index('audit_logs_by_resource').on(
      table.companyId,
      table.resourceType,
      table.resourceId,
      table.timestamp.desc().nullsFirst(),
    ),
    index('audit_logs_by_session')
      .on(table.companyId, table.sessionId, table.timestamp.desc().nullsFirst())
      .where(isNotNull(table.sessionId)),
  ],
)
