import { sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import { bytes, instant } from './columns'

/** Failed sign-ins per e-mail, keyed by HMAC so that the table names nobody. */
export const loginGuard = pgTable('login_guard', {
  key: bytes('key').primaryKey(),
  failures: integer('failures').notNull(),
  locks: integer('locks').notNull().default(0),
  lockedUntil: instant('locked_until'),
  updatedAt: instant('updated_at').notNull().default(sql`now()`),
})
