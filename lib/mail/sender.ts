import { sql } from 'drizzle-orm'
import { type Db, sqlState } from '@/db/connection'
import { Pool } from '@/db/pool'
import { findLinkById, linkForMail } from '@/lib/auth/links'
import { answerResetRequest, type ResetRequest } from '@/lib/auth/reset-requests'
import { displayName } from '@/lib/core/context'
import { env } from '@/lib/core/env'
import { STUCK_AFTER } from '@/lib/core/outbox'
import { startWorker } from '@/lib/core/worker'
import type { Template } from './letter'
import { writeLetter } from './letter'
import { AT_ONCE, describeFailure, type Message, mailTransport, type Transport } from './transport'

/** Finds what no notification told of. */
const SWEEP_MS = 30_000
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 10 * 60_000
/** More than sending a claim takes when every message takes as long as it may. */
const DEADLINE_MS = 45_000

const backOff = (attempts: number) =>
  Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random())

interface Row extends Record<string, unknown> {
  company_id: string
  id: string
  template: Template
  user_id: string
  link_id: string | null
  params: { by?: string; message?: string }
  created_at: string
  attempts: number
}

/** Makes the links that people asked for, each request in a transaction of its own. */
async function answerRequests(pool: Pool): Promise<void> {
  const answerOne = () =>
    pool.write(async ({ db }) => {
      const [request] = await db.execute<{ params: ResetRequest }>(sql`
        delete from mail_outbox where (company_id, id) = (
          select company_id, id from mail_outbox where template = 'reset_request'
          order by available_at limit 1 for update skip locked)
        returning params`)
      if (request) await answerResetRequest(db, request.params)
      return request !== undefined
    })
  while (await answerOne());
}

const claim = (db: Db) =>
  db.execute<Row>(sql`
    select company_id, id, template, user_id, link_id, params, attempts,
      to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
    from mail_outbox where template <> 'reset_request' and available_at <= now()
    order by available_at, id limit ${AT_ONCE} for update skip locked`)

const forget = (db: Db, { company_id, id }: Row) =>
  db.execute(
    sql`delete from mail_outbox where company_id = ${company_id}::uuid and id = ${id}::uuid`,
  )

/** A message as it goes out; undefined when its link or its person is gone meanwhile. */
async function compose(db: Db, row: Row): Promise<Message | undefined> {
  const link = row.link_id ? await findLinkById(db, row.link_id) : undefined
  if (row.link_id && !link) return undefined
  const [person] = await db.execute<{
    email: string
    company: string
    first_name: string
    last_name: string
    username: string
  }>(sql`
    select u.email, c.name as company, u.first_name, u.last_name, u.username
    from users u join companies c on c.id = u.company_id
    where u.company_id = ${row.company_id}::uuid and u.id = ${row.user_id}::uuid and u.deleted_at is null`)
  if (!person) return undefined
  const purpose = row.template === 'invitation' ? 'invitation' : 'reset'
  const url = link && (await linkForMail(db, purpose, link.id))
  const by = row.params.by || 'An administrator'
  const values = { company: person.company, name: displayName(person), by }
  const letter = writeLetter(row.template, { values, url, message: row.params.message })
  return { ...letter, id: row.id, to: person.email, created_at: row.created_at }
}

async function postpone(db: Db, { company_id, id, attempts }: Row, error: unknown) {
  const reason = describeFailure(error)
  await db.execute(sql`
    update mail_outbox set attempts = attempts + 1, last_error = ${reason},
      available_at = clock_timestamp() + ${backOff(attempts) / 1000}::float8 * interval '1 second'
    where company_id = ${company_id}::uuid and id = ${id}::uuid`)
  if (attempts + 1 === STUCK_AFTER) {
    console.error(
      `A message could not be sent ${STUCK_AFTER} times and will be tried again: ${reason}`,
    )
  }
}

async function nextDue(db: Db): Promise<number> {
  const [row] = await db.execute<{ wait_ms: number | null }>(sql`
    select (extract(epoch from min(available_at) - clock_timestamp()) * 1000)::float8 as wait_ms
    from mail_outbox where available_at > now()`)
  return Math.min(Math.max(row?.wait_ms ?? SWEEP_MS, 0), SWEEP_MS)
}

async function sendClaim(transport: Transport, db: Db): Promise<{ claimed: number }> {
  const rows = await claim(db)
  const messages: [Row, Message | undefined][] = []
  for (const row of rows) messages.push([row, await compose(db, row)])
  const sent = await Promise.allSettled(
    messages.map(([, message]) => (message ? transport.send(message) : undefined)),
  )
  for (const [index, outcome] of sent.entries()) {
    const row = messages[index]![0]
    if (outcome.status === 'fulfilled') await forget(db, row)
    else if (sqlState(outcome.reason)) throw outcome.reason
    else await postpone(db, row, outcome.reason)
  }
  return { claimed: rows.length }
}

/**
 * Sends what is due. Messages are claimed in a transaction that ends when they are handed over, so that a
 * process that dies leaves them to the next; they may then arrive twice. Answers when more are due.
 */
export async function sendDue(transport: Transport, pool: Pool): Promise<number> {
  await answerRequests(pool)
  for (;;) {
    const { claimed } = await pool.write(({ db }) => sendClaim(transport, db))
    if (claimed < AT_ONCE) return pool.read(({ db }) => nextDue(db))
  }
}

/** A connection of its own: one that waits for a mail server must not be missing to those who sign in. */
export const mailPool = () =>
  new Pool(env().DATABASE_URL, { max: 1, queue: 1, deadlineMs: DEADLINE_MS })

/** Sends messages as soon as their transactions commit, and again at ever longer intervals while that fails. */
export function startMailing(transport = mailTransport()): () => Promise<void> {
  const pool = mailPool()
  return startWorker({
    name: 'Sending mail',
    wokenBy: 'mail',
    run: () => sendDue(transport, pool),
    drain: async () => {
      transport.close()
      await pool.close()
    },
  })
}
