import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { systemPool } from '@/lib/core/database'
import { STUCK_AFTER } from '@/lib/core/outbox'
import { startWorker } from '@/lib/core/worker'
import { channelOf } from './channel'
import { realtimeSettings } from './settings'
import { describeFailure, isRefusal, realtimeTransport, type Transport } from './transport'

/** Finds what no notification told of, such as events whose next attempt is due. */
const SWEEP_MS = 5_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** Pusher takes at most 10 kB an event; a page that is told less reads its own state again all the same. */
const MOST_SESSIONS_TOLD = 100

interface Row extends Record<string, unknown> {
  company_id: string
  id: string
  user_id: string
  event: string
  payload: { session_ids?: string[] }
  attempts: number
}

type Outcome = Map<Row, unknown>

/** Half to one and a half of a pause that doubles with every attempt. */
const backOff = (attempts: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random())

const eventOf = ({ user_id, event, payload }: Row) => ({
  channel: channelOf(user_id),
  name: event,
  data: payload.session_ids
    ? { ...payload, session_ids: payload.session_ids.slice(0, MOST_SESSIONS_TOLD) }
    : payload,
})

async function send(transport: Transport, db: Db, rows: readonly Row[]): Promise<Outcome> {
  try {
    await transport.publish(rows.map(eventOf), db)
    // Afterwards, so that a page can still be told why.
    const ended = rows.flatMap(({ payload }) => payload.session_ids ?? [])
    if (ended.length > 0) await transport.terminate(ended, db)
    return new Map(rows.map((row) => [row, undefined]))
  } catch (error) {
    if (!isRefusal(error) || rows.length === 1) return new Map(rows.map((row) => [row, error]))
    // One of them is to blame, which must not hold the others back.
    const outcomes = await Promise.all(rows.map((row) => send(transport, db, [row])))
    return new Map(outcomes.flatMap((outcome) => [...outcome]))
  }
}

const claim = (db: Db, limit: number) =>
  db.execute<Row>(sql`
    select company_id, id, user_id, event, payload, attempts from outbox
    where sent_at is null and available_at <= now()
    order by available_at, id limit ${limit} for update skip locked`)

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
      sent_at = case when r.error is null then now() end,
      available_at = now() + r.pause * interval '1 second'
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

const chunksOf = (rows: readonly Row[], size: number) =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  )

/**
 * Sends due events: claims them in a transaction that ends when they are sent, so that other instances take
 * others, and a process that dies leaves them to the next. Answers how many were claimed, how many of them
 * failed, and in how many milliseconds more are due.
 */
export async function publishDue(
  transport: Transport,
  limit = transport.claimSize,
  pool = systemPool(),
) {
  return pool.write(async ({ db }) => {
    const rows = await claim(db, limit)
    if (rows.length === 0) return { claimed: 0, failed: 0, nextMs: await nextDue(db) }
    const chunks = chunksOf(rows, transport.batchSize)
    const outcomes = await Promise.all(chunks.map((chunk) => send(transport, db, chunk)))
    const outcome: Outcome = new Map(outcomes.flatMap((each) => [...each]))
    await settle(db, outcome)
    tellStuck(outcome)
    const failed = [...outcome.values()].filter((error) => error !== undefined).length
    const nextMs = rows.length < limit ? await nextDue(db) : 0
    return { claimed: rows.length, failed, nextMs }
  })
}

/**
 * Sends events as soon as their transactions commit, and what is left when the process ends. While sending
 * fails it tries with a few events at ever longer intervals, and then all at once.
 */
export function startPublishing(transport = realtimeTransport()) {
  if (realtimeSettings().embedded && process.env.EDGE_SETS_ADDRESS !== '1') {
    console.warn(
      "Open pages only refresh every minute: set Pusher's credentials, or start with `npm start`, whose server has one of its own.",
    )
  }
  let failures = 0
  let pausedUntil = 0
  return startWorker({
    name: 'Sending events',
    wokenBy: 'outbox',
    isDrained: true,
    async run() {
      const pause = pausedUntil - performance.now()
      if (pause > 0) return pause
      for (;;) {
        const limit = failures > 0 ? transport.batchSize : transport.claimSize
        const { claimed, failed, nextMs } = await publishDue(transport, limit)
        if (failed > 0 && failed === claimed) {
          const next = backOff(failures++)
          pausedUntil = performance.now() + next
          return next
        }
        if (claimed > 0) failures = 0
        if (nextMs > 0) return nextMs
      }
    },
  })
}
