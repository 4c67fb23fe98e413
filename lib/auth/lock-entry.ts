import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { auditLogs } from '@/db/schema'

/** As old as the entry of a lock that still holds can be, so that no older part of the trail is read. */
const OLDEST = sql`now() - interval '31 days'`

interface Person {
  id: string
  locked_until: string | null
}

/**
 * The entry of the administrator's act to which a lock goes back, which may be the move that brought it along;
 * undefined for one after failed sign-ins.
 */
export async function entryOfLock(db: Db, company: string, { id, locked_until }: Person) {
  if (!locked_until) return undefined
  const [last] = await db
    .select({
      id: auditLogs.id,
      user_id: auditLogs.userId,
      user_name: auditLogs.userName,
      changes: auditLogs.changes,
    })
    .from(auditLogs)
    .where(
      and(
        eq(auditLogs.companyId, company),
        eq(auditLogs.resourceType, 'User'),
        eq(auditLogs.resourceId, id),
        inArray(auditLogs.action, ['LOCK', 'ASSIGN_COMPANY']),
        gt(auditLogs.timestamp, OLDEST),
      ),
    )
    .orderBy(desc(auditLogs.timestamp), desc(auditLogs.id))
    .limit(1)
  return last?.changes.locked_until?.after === locked_until ? last : undefined
}
