import { sql } from 'drizzle-orm'
import { systemPool } from '@/lib/core/database'

/** Whose events they are. */
interface Owner {
  company: string
  user: string
}

/** Writes `permissionUpdate` events as the commands do, only many at once. */
export const writeEvents = ({ company, user }: Owner, count: number, offset = 0) =>
  systemPool().write(({ db }) =>
    db.execute(sql`
      insert into outbox (company_id, user_id, event, payload)
      select ${company}::uuid, ${user}::uuid, 'permissionUpdate',
        jsonb_build_object('type', 'permissionUpdate', 'user_id', ${user}::uuid, 'version', n + ${offset}::int)
      from generate_series(1, ${count}) n`),
  )

/** Writes the event of a session's end. */
export const writeSessionEnd = ({ company, user }: Owner, session: string) =>
  systemPool().write(({ db }) =>
    db.execute(sql`
      insert into outbox (company_id, user_id, event, payload)
      values (${company}::uuid, ${user}::uuid, 'session.revoked',
        jsonb_build_object('type', 'session.revoked', 'session_ids', jsonb_build_array(${session}::text)))`),
  )

/** What has become of all events. */
export const outboxRows = () =>
  systemPool().read(({ db }) =>
    db.execute<{ attempts: number; is_sent: boolean; last_error: string | null }>(
      sql`select attempts, sent_at is not null as is_sent, last_error from outbox order by id`,
    ),
  )

export const emptyOutbox = () => systemPool().write(({ db }) => db.execute(sql`delete from outbox`))

/** Ends the pauses of events that have failed. */
export const makeAllDue = () =>
  systemPool().write(({ db }) => db.execute(sql`update outbox set available_at = now()`))
