import { type Db, sqlState } from '@/db/connection'
import { channelOf } from './channel'
import { chunksOf, isRefusal, type Transport } from './transport'

/** An event of the outbox, as it was claimed. */
export interface Row extends Record<string, unknown> {
  company_id: string
  id: string
  user_id: string
  event: string
  payload: { session_ids?: string[] }
  attempts: number
}

/** What became of each event: nothing, or why it could not be delivered. */
export type Outcome = Map<Row, unknown>

const eventOf = ({ user_id, event, payload }: Row) => ({
  channel: channelOf(user_id),
  name: event,
  data: payload,
})

async function publish(transport: Transport, db: Db, rows: readonly Row[]): Promise<Outcome> {
  try {
    await transport.publish(rows.map(eventOf), db)
    return new Map(rows.map((row) => [row, undefined]))
  } catch (error) {
    // A transaction in which a statement failed delivers nothing more.
    if (sqlState(error)) throw error
    if (!isRefusal(error) || rows.length === 1) return new Map(rows.map((row) => [row, error]))
    // One of them is to blame, which must not hold the others back.
    const outcomes = await Promise.all(rows.map((row) => publish(transport, db, [row])))
    return new Map(outcomes.flatMap((outcome) => [...outcome]))
  }
}

/**
 * Publishes events, then closes the connections of ended sessions, so that a page can still be told why.
 * Throws when it is the transaction that failed.
 */
export async function deliver(
  transport: Transport,
  db: Db,
  rows: readonly Row[],
): Promise<Outcome> {
  const chunks = chunksOf(rows, transport.batchSize)
  const published = await Promise.all(chunks.map((chunk) => publish(transport, db, chunk)))
  const outcome: Outcome = new Map(published.flatMap((each) => [...each]))
  const told = [...outcome].filter(([, error]) => !error).map(([row]) => row)
  const ended = told.flatMap(({ payload }) => payload.session_ids ?? [])
  const failures = await transport.terminate(ended, db)
  for (const row of failures.size > 0 ? told : []) {
    const failed = row.payload.session_ids?.find((session) => failures.has(session))
    if (failed) outcome.set(row, failures.get(failed))
  }
  return outcome
}
