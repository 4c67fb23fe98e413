import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'

/**
 * Raises the version of every named user and writes the event that tells their open pages to read
 * their permissions again. In the transaction of the change; sent after its commit.
 */
export async function announce(db: Db, company: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await db.execute(sql`
    with raised as (
      update users set version = version + 1
      where company_id = ${company}::uuid and id = any(${`{${[...new Set(userIds)].join(',')}}`}::uuid[])
      returning id, version
    )
    insert into outbox (company_id, user_id, event, payload)
    select ${company}::uuid, id, 'permissionUpdate',
      jsonb_build_object('type', 'permissionUpdate', 'user_id', id, 'version', version)
    from raised order by id`)
}

/** Writes the event that tells a user's open pages that sessions of theirs were ended for them. */
export async function announceRevocation(
  db: Db,
  company: string,
  userId: string,
  sessionIds: readonly string[],
): Promise<void> {
  if (sessionIds.length === 0) return
  await db.execute(sql`
    insert into outbox (company_id, user_id, event, payload)
    values (${company}::uuid, ${userId}::uuid, 'session.revoked',
      ${JSON.stringify({ type: 'session.revoked', user_id: userId, session_ids: sessionIds })}::jsonb)`)
}
