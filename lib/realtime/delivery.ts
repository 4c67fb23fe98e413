import { type Db, sqlState } from '@/db/connection'
import { channelOf } from './channel'
import { CALLS_AT_ONCE, isRefusal, isUnsupported, type Transport } from './transport'

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

const chunksOf = <T>(items: readonly T[], size: number) =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

/** A transaction in which a statement failed delivers nothing more, so that such an error ends it. */
function assertNotOurs(error: unknown) {
  if (sqlState(error)) throw error
}

async function publish(transport: Transport, db: Db, rows: readonly Row[]): Promise<Outcome> {
  try {
    await transport.publish(rows.map(eventOf), db)
    return new Map(rows.map((row) => [row, undefined]))
  } catch (error) {
    assertNotOurs(error)
    if (!isRefusal(error) || rows.length === 1) return new Map(rows.map((row) => [row, error]))
    // One of them is to blame, which must not hold the others back.
    const outcomes = await Promise.all(rows.map((row) => publish(transport, db, [row])))
    return new Map(outcomes.flatMap((outcome) => [...outcome]))
  }
}

async function terminate(transport: Transport, db: Db, row: Row): Promise<unknown> {
  try {
    for (const session of row.payload.session_ids ?? []) await transport.terminate(session, db)
    return undefined
  } catch (error) {
    assertNotOurs(error)
    return isUnsupported(error) ? undefined : error
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
  const ended = [...outcome].filter(([row, error]) => row.payload.session_ids && !error)
  for (const wave of chunksOf(ended, CALLS_AT_ONCE)) {
    const errors = await Promise.all(wave.map(([row]) => terminate(transport, db, row)))
    for (const [index, [row]] of wave.entries()) outcome.set(row, errors[index])
  }
  return outcome
}
