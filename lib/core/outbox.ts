import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'

/** After as many attempts an event counts as stuck; it is still tried again. */
export const STUCK_AFTER = 5

/**
 * Writes the event that tells open pages to read their permissions again, for those of the named users whose
 * effective permissions have changed, and raises their version. In the transaction of the change, which
 * holds the company's lock; sent after its commit.
 */
export async function announce(db: Db, company: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const members = `{${[...new Set(userIds)].join(',')}}`
  await db.execute(sql`select app.announce(${company}::uuid, ${members}::uuid[])`)
}

/** Writes the event that tells a user's open pages that sessions of theirs were ended for them. */
export async function announceRevocation(
  db: Db,
  company: string,
  userId: string,
  sessionIds: readonly string[],
  reason: string,
): Promise<void> {
  if (sessionIds.length === 0) return
  await db.execute(sql`
    insert into outbox (company_id, user_id, event, payload)
    values (${company}::uuid, ${userId}::uuid, 'session.revoked',
      ${JSON.stringify({ type: 'session.revoked', user_id: userId, session_ids: sessionIds, reason })}::jsonb)`)
}
