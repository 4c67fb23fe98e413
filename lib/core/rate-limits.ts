import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { AppError } from './errors'

interface Window {
  key: string
  limit: number
  seconds: number
  /** What the refusal says. */
  refusal: string
}

/** Counts one event in a window of time. Answers with RATE_LIMITED when there were too many in it, or null. */
export async function countWithin(
  db: Db,
  { key, limit, seconds, refusal }: Window,
): Promise<AppError | null> {
  const [row] = await db.execute<{ count: number; seconds: number }>(sql`
    insert into rate_limits as r (key, count) values (${key}, 1)
    on conflict (key) do update set
      count = case when r.window_start < now() - ${seconds}::int * interval '1 second'
        then 1 else r.count + 1 end,
      window_start = case when r.window_start < now() - ${seconds}::int * interval '1 second'
        then now() else r.window_start end
    returning count, ceil(${seconds}::int - extract(epoch from now() - window_start))::int as seconds`)
  if (!row || row.count <= limit) return null
  return new AppError('RATE_LIMITED', refusal, { retryAfterSeconds: Math.max(1, row.seconds) })
}
