import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { Pool } from '@/db/pool'
import { env } from '@/lib/core/env'
import { STUCK_AFTER } from '@/lib/core/outbox'
import { startWorker } from '@/lib/core/worker'
import { deliver, type Outcome, type Row } from './delivery'
import { realtimeSettings } from './settings'
import { describeFailure, realtimeTransport, type Transport } from './transport'

/** Finds what no notification told of. */
const SWEEP_MS = 5_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** More than sending a claim takes when every call takes as long as it may. */
const DEADLINE_MS = 45_000

/** Half to one and a half of a pause that doubles with every attempt. */
const backOff = (attempts: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random())

/** Of one change the ends of sessions come last, since they close connections that still have to hear the rest. */
const claim = (db: Db, limit: number) =>
  db.execute<Row>(sql`
    select company_id, id, user_id, event, payload, attempts from outbox
    where sent_at is null and available_at <= now()
    order by available_at, event, id limit ${limit} for update skip locked`)

/** In how many milliseconds an event is due that has to wait after a failure. */
async function nextDue(db: Db): Promise<number> {
  const [row] = await db.execute<{ wait_ms: number | null }>(sql`
    select (extract(epoch from min(available_at) - clock_timestamp()) * 1000)::float8 as wait_ms
    from outbox where sent_at is null and available_at > now()`)
  return Math.min(Math.max(row?.wait_ms ?? SWEEP_MS, 0), SWEEP_MS)
}

async function settle(db: Db, outcome: Outcome) {
  const rows = [...outcome].map(([{ company_id, id, attempts }, error]) => ({
    company_id,
    id,
    error: error === undefined ? null : describeFailure(error),
    pause: error === undefined ? 0 : backOff(attempts) / 1000,
  }))
  await db.execute(sql`
    update outbox o set attempts = attempts + 1, last_error = r.error,
      sent_at = case when r.error is null then clock_timestamp() end,
      available_at = clock_timestamp() + r.pause * interval '1 second'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(company_id uuid, id bigint, error text, pause float8)
    where o.company_id = r.company_id and o.id = r.id`)
}

function tellStuck(outcome: Outcome) {
  const stuck = [...outcome].filter(
    ([{ attempts }, error]) => error && attempts + 1 === STUCK_AFTER,
  )
  if (stuck.length === 0) return
  console.error(
    `${stuck.length} events could not be sent ${STUCK_AFTER} times and will be tried again: ${describeFailure(stuck[0]![1])}`,
  )
}

/** What became of a claim; without `failed`, everything that was claimed is sent. */
interface Published {
  claimed: number
  failed: number
  /** In how many milliseconds more are due. */
  nextMs: number
  /** Why one of the failed could not be sent. */
  error?: unknown
}

/**
 * Sends due events: claims them in a transaction that ends when they are sent, so that other instances take
 * others, and a process that dies leaves them to the next.
 */
export function publishDue(
  transport: Transport,
  pool: Pool,
  limit = transport.claimSize,
): Promise<Published> {
  return pool.write(async ({ db }) => {
    const rows = await claim(db, limit)
    if (rows.length === 0) return { claimed: 0, failed: 0, nextMs: await nextDue(db) }
    const outcome = await deliver(transport, db, rows)
    await settle(db, outcome)
    tellStuck(outcome)
    const errors = [...outcome.values()].filter((error) => error !== undefined)
    const nextMs = rows.length < limit ? await nextDue(db) : 0
    return { claimed: rows.length, failed: errors.length, nextMs, error: errors[0] }
  })
}

/** A connection of its own: one that waits for Pusher must not be missing to those who sign in. */
export const publishingPool = () =>
  new Pool(env().DATABASE_URL, { max: 1, queue: 1, deadlineMs: DEADLINE_MS })

function warnWithoutServer() {
  if (!realtimeSettings().embedded || process.env.SERVED_BY_OWN_SERVER === '1') return
  console.warn(
    "Open pages only refresh every minute: set Pusher's credentials, or start with `npm start`, whose server has one of its own.",
  )
}

/**
 * Sends events as soon as their transactions commit, and what is left when the process ends. While sending
 * fails it tries with a few events at ever longer intervals, and then all at once.
 */
export function startPublishing(transport = realtimeTransport()): () => Promise<void> {
  warnWithoutServer()
  const pool = publishingPool()
  let failures = 0
  let pausedUntil = 0

  const publish = async (isLast: boolean): Promise<number> => {
    const pause = pausedUntil - performance.now()
    if (pause > 0 && !isLast) return pause
    for (;;) {
      const limit = failures > 0 ? transport.batchSize : transport.claimSize
      const { claimed, failed, nextMs, error } = await publishDue(transport, pool, limit)
      if (failed > 0 && failed === claimed) {
        const next = backOff(failures++)
        if (failures === STUCK_AFTER || isLast) {
          console.error(`Events cannot be sent and wait: ${describeFailure(error)}`)
        }
        pausedUntil = performance.now() + next
        return next
      }
      if (claimed > 0 && failures >= STUCK_AFTER) console.error('Events are sent again.')
      if (claimed > 0) failures = 0
      if (nextMs > 0) return nextMs
    }
  }
  return startWorker({
    name: 'Sending events',
    wokenBy: 'outbox',
    run: () => publish(false),
    drain: async () => {
      await publish(true)
      await pool.close()
    },
  })
}
