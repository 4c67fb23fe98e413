import { and, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { sessions } from '@/db/schema'
import type { Context } from '@/lib/core/context'
import { SESSION_SECONDS } from './keys'
import { deviceOf } from './rules'

/** Opens a session of a user in a company, for seven days. */
export async function openSession(
  db: Db,
  ctx: Context,
  user: { companyId: string; userId: string },
): Promise<string> {
  const id = uuidv7()
  await db.insert(sessions).values({
    ...user,
    id,
    ip: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 500) ?? null,
    expiresAt: sql`now() + ${SESSION_SECONDS}::int * interval '1 second'`,
  })
  return id
}

interface Ending {
  companyId: string
  /** Without it, everybody's of the company. */
  userId?: string
  reason: string
  /** Only this session, instead of all. */
  only?: string
  /** All but this session. */
  except?: string
}

/** Ends a user's live sessions for them; the database tells their open pages. Returns the ids of those that ended. */
export async function endSessions(db: Db, ending: Ending): Promise<string[]> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: sql`now()`, endedReason: ending.reason })
    .where(
      and(
        eq(sessions.companyId, ending.companyId),
        ending.userId ? eq(sessions.userId, ending.userId) : undefined,
        isNull(sessions.endedAt),
        ending.only ? eq(sessions.id, ending.only) : undefined,
        ending.except ? ne(sessions.id, ending.except) : undefined,
      ),
    )
    .returning({ id: sessions.id })
  return ended.map(({ id }) => id)
}

/** A user's live sessions, the last used first. The company may be a subquery, which saves a wait. */
export async function liveSessions(
  db: Db,
  companyId: string | SQL,
  userId: string,
  current: string,
) {
  const rows = await db
    .select({
      id: sessions.id,
      user_agent: sessions.userAgent,
      ip: sessions.ip,
      started_at: sessions.createdAt,
      last_used_at: sessions.lastUsedAt,
      expires_at: sessions.expiresAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.companyId, companyId),
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
  return rows.map((row) => ({
    ...row,
    device: deviceOf(row.user_agent),
    current: row.id === current,
  }))
}
