import { type SQL, sql } from 'drizzle-orm'
import { MONTHS_AHEAD } from '@/db/migrate'
import { systemPool } from './database'
import { startWorker } from './worker'

const EVERY_MS = 60 * 60_000

const MOST_AT_ONCE = 10_000

/**
 * What can be forgotten: answers to repeated requests, counters that have run out, tokens of ended sessions,
 * events and messages, sent or not, that are older than any session or link could be, and old links.
 */
const FORGOTTEN = {
  idempotency_keys: sql`created_at < now() - interval '1 day'`,
  rate_limits: sql`window_start < now() - interval '1 day'`,
  login_guard: sql`updated_at < now() - interval '7 days' and coalesce(locked_until, 'epoch') < now()`,
  refresh_tokens: sql`exists (select 1 from sessions s
    where s.company_id = refresh_tokens.company_id and s.id = refresh_tokens.session_id
      and coalesce(s.ended_at, s.expires_at) < now() - interval '30 days')`,
  outbox: sql`created_at < now() - interval '7 days'`,
  mail_outbox: sql`created_at < now() - interval '7 days'`,
  one_time_links: sql`expires_at < now() - interval '30 days'`,
}

/** In portions, since one statement for millions of rows would never end before its deadline. */
async function forget(name: string, condition: SQL) {
  const table = sql.identifier(name)
  for (;;) {
    const { count } = await systemPool().write(({ db }) =>
      db.execute(sql`
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where ${condition} limit ${MOST_AT_ONCE}))`),
    )
    if (count < MOST_AT_ONCE) return
  }
}

/** Makes the audit partitions of the coming months and forgets what has run out. Harmless to run at once and again. */
export async function maintain(): Promise<void> {
  await systemPool().write(({ db }) =>
    db.execute(
      sql`select app.make_audit_partitions(current_date, (current_date + make_interval(months => ${MONTHS_AHEAD}::int))::date)`,
    ),
  )
  for (const [table, condition] of Object.entries(FORGOTTEN)) {
    await forget(table, condition)
  }
}

/** Maintains now and every hour. */
export const startMaintenance = () =>
  startWorker({
    name: 'Maintenance',
    run: async () => {
      await maintain()
      return EVERY_MS
    },
  })
