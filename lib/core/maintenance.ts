import { sql } from 'drizzle-orm'
import { MONTHS_AHEAD } from '@/db/migrate'
import { systemPool } from './database'
import { startWorker } from './worker'

const EVERY_MS = 60 * 60_000

/** What can be forgotten: answers to repeated requests, counters that have run out, tokens of ended sessions. */
const FORGET = [
  sql`delete from idempotency_keys where created_at < now() - interval '1 day'`,
  sql`delete from rate_limits where window_start < now() - interval '1 day'`,
  sql`delete from login_guard where updated_at < now() - interval '7 days' and coalesce(locked_until, 'epoch') < now()`,
  sql`delete from refresh_tokens t using sessions s
    where s.company_id = t.company_id and s.id = t.session_id
      and coalesce(s.ended_at, s.expires_at) < now() - interval '30 days'`,
  sql`delete from outbox where sent_at < now() - interval '7 days'`,
]

/** Makes the audit partitions of the coming months and forgets what has run out. Harmless to run at once and again. */
export async function maintain(): Promise<void> {
  await systemPool().write(({ db }) =>
    db.execute(
      sql`select app.make_audit_partitions(current_date, (current_date + make_interval(months => ${MONTHS_AHEAD}::int))::date)`,
    ),
  )
  for (const statement of FORGET) await systemPool().write(({ db }) => db.execute(statement))
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
