import { sql } from 'drizzle-orm'
import { systemPool } from '@/lib/core/database'
import { startWorker } from '@/lib/core/worker'

const LONGEST_SLEEP_MS = 10 * 60_000
const MOST_AT_ONCE = 500

/**
 * Ends the sessions whose time is over, so that their open pages learn of it. Nobody gets in by one before:
 * every request asks the clock. Answers in how many milliseconds, at most ten minutes, the next one ends.
 */
export async function endExpiredSessions(pool = systemPool()): Promise<number> {
  for (;;) {
    const [row] = await pool.write(({ db }) =>
      db.execute<{ ended: number; wait_ms: number | null }>(sql`
        with due as (
          select company_id, id from sessions where ended_at is null and expires_at <= now()
          order by expires_at limit ${MOST_AT_ONCE} for update skip locked
        ), ended as (
          update sessions s set ended_at = s.expires_at, ended_reason = 'expired' from due
          where s.company_id = due.company_id and s.id = due.id returning s.id
        )
        select (select count(*)::int from ended) as ended, (
          select (extract(epoch from min(expires_at) - now()) * 1000)::float8 from sessions
          where ended_at is null and expires_at > now()) as wait_ms`),
    )
    if (row!.ended < MOST_AT_ONCE)
      return Math.min(row!.wait_ms ?? LONGEST_SLEEP_MS, LONGEST_SLEEP_MS)
  }
}

/** Sleeps until the next session expires; one that begins later mostly ends later. */
export const startEndingSessions = () =>
  startWorker({ name: 'Ending expired sessions', run: () => endExpiredSessions() })
