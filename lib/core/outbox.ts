import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'

/** After as many attempts an event counts as stuck; it is still tried again. */
export const STUCK_AFTER = 5

/**
 * Writes the event that tells open pages to read their permissions again, for those of the named users whose
 * effective permissions have changed, and raises their version. In the transaction of the change; sent after
 * its commit.
 */
export async function announce(db: Db, company: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const members = `{${[...new Set(userIds)].join(',')}}`
  await db.execute(sql`select app.announce(${company}::uuid, ${members}::uuid[])`)
}
