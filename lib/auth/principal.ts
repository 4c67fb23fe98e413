import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import type { Principal } from '@/lib/core/context'
import { requestPool } from '@/lib/core/database'

/** Whose session it is, or null when session, user or company is dead; fences the transaction to the company. */
export async function authenticate(db: Db, sessionId: string): Promise<Principal | null> {
  const [row] = await db.execute<{ principal: Principal | null }>(
    sql`select app.authenticate(${sessionId}::uuid) as principal`,
  )
  return row?.principal ?? null
}

export const principalOf = (sessionId: string) =>
  requestPool().read(({ db }) => authenticate(db, sessionId))
