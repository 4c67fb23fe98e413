import { sql } from 'drizzle-orm'
import { customType, text, uuid } from 'drizzle-orm/pg-core'

/** A timestamptz whose JavaScript value is an ISO 8601 string in UTC, ready for JSON. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'bytea',
})

export const createdAt = () => instant('created_at').notNull().default(sql`now()`)
export const updatedAt = () => instant('updated_at').notNull().default(sql`now()`)
export const companyId = () => uuid('company_id').notNull()

/** When, by whom and why something was granted, until when, and when and by whom it was taken away. */
export const interval = () => ({
  grantedAt: instant('granted_at').notNull().default(sql`now()`),
  grantedBy: uuid('granted_by'),
  reason: text('reason'),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  revokedBy: uuid('revoked_by'),
})
