import { connect, createServer, type Server, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { stopClock } from '@/lib/testing/stopped-clock'
import { Connection, DatabaseUnavailable } from './connection'
import { Pool, type PoolOptions } from './pool'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A way to the database that can be cut, or swallow what the database would say or hear. */
async function makeProxy() {
  const target = new URL(process.env.DATABASE_URL!)
  const sockets = new Set<Socket>()
  const state = { accepted: 0, refuses: false, swallows: /^$/ }
  const server: Server = createServer((client) => {
    state.accepted++
    sockets.add(client)
    client.on('error', () => {})
    if (state.refuses) return client.destroy()
    const upstream = connect(Number(target.port), target.hostname)
    sockets.add(upstream)
    upstream.on('error', () => {}).pipe(client)
    client.on('data', (bytes) => {
      if (!state.swallows.test(bytes.toString('latin1'))) upstream.write(bytes)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The proxy has no port.')
  const url = new URL(target)
  url.host = `127.0.0.1:${address.port}`
  endings.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: url.toString(), state }
}

function makePool(options: Partial<PoolOptions> = {}, url = process.env.DATABASE_URL!) {
  const pool = new Pool(url, { max: 2, queue: 10, deadlineMs: 5_000, ...options })
  endings.push(() => pool.close())
  return pool
}

const ping = (pool: Pool) => pool.read(({ db }) => db.execute(sql`select 1 as one`))
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

describe('a database that cannot be reached', () => {
  it('never gets what was queued behind a begin that failed', async () => {
    const owner = makePool()
    const table = `autocommitted_${Date.now()}`
    await owner.write(({ db }) => db.execute(sql.raw(`create table ${table} (x int)`)))
    endings.push(() => owner.write(({ db }) => db.execute(sql.raw(`drop table ${table}`))))
    const { url, state } = await makeProxy()
    state.refuses = true
    const connection = new Connection(url, 1_000, () => {})
    const sent = ['begin', `insert into ${table} values (1)`, 'commit'].map((statement) =>
      connection.send(statement),
    )
    const settled = Promise.allSettled(sent)
    await sent[0]?.catch(() => {
      state.refuses = false
    })
    for (const { status } of await settled) expect(status).toBe('rejected')
    await expect(connection.send(`insert into ${table} values (2)`)).rejects.toThrow()
    await pause(200)
    expect(state.accepted).toBe(1)
    const count = sql.raw(`select * from ${table}`)
    expect(await owner.read(({ db }) => db.execute(count))).toHaveLength(0)
    await connection.close()
  })

  it('is not asked by each request, and serves again once it is back', async () => {
    const { url, state } = await makeProxy()
    const pool = makePool({ max: 5 }, url)
    const clock = stopClock()
    state.refuses = true
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, () => ping(pool)))
    for (const outcome of outcomes) expect(outcome.status).toBe('rejected')
    expect(state.accepted).toBeLessThanOrEqual(5)
    await expect(ping(pool)).rejects.toThrow(DatabaseUnavailable)
    expect(state.accepted).toBeLessThanOrEqual(5)
    state.refuses = false
    await expect(ping(pool)).rejects.toThrow(DatabaseUnavailable)
    clock.pass(150)
    await expect(ping(pool)).resolves.toBeDefined()
    await expect(ping(pool)).resolves.toBeDefined()
  })

  it('goes on over the connections that live', async () => {
    const { url, state } = await makeProxy()
    const pool = makePool({ max: 2 }, url)
    await ping(pool)
    await pause(50)
    state.refuses = true
    const slow = pool.read(({ db }) => db.execute(sql`select pg_sleep(1)`))
    await expect(ping(pool)).rejects.toThrow()
    await expect(ping(pool)).resolves.toBeDefined()
    await slow
  })

  it.each([
    ['COMMIT', /commit/, () => Promise.resolve()],
    ['ROLLBACK', /rollback/, () => Promise.reject(new Error('the body failed'))],
  ])('gives the connection back at the deadline when it swallows a %s', async (_, words, body) => {
    const { url, state } = await makeProxy()
    const pool = makePool({ max: 1, deadlineMs: 600 }, url)
    state.swallows = words
    const swallowed = pool.read(async ({ db }) => {
      await db.execute(sql`select 1`)
      await body()
    })
    await swallowed.catch(() => {})
    await pause(700)
    state.swallows = /^$/
    await expect(ping(pool)).resolves.toBeDefined()
    expect(state.accepted).toBe(2)
  })
})

describe('the deadline', () => {
  it('holds for the wait, the transaction and every attempt together', async () => {
    const pool = makePool({ max: 1, deadlineMs: 2_000 })
    const begun = performance.now()
    let attempts = 0
    const retried = pool.write(async ({ db }) => {
      attempts++
      await db.execute(sql`select pg_sleep(0.6)`)
      await db.execute(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
    })
    const waiting = ping(pool)
    await expect(retried).rejects.toThrow()
    await waiting.catch(() => {})
    expect(attempts).toBeGreaterThan(1)
    // A deadline for each of three attempts and for the wait would take four times as long.
    expect(performance.now() - begun).toBeLessThan(6_000)
  })

  it('comes after PostgreSQL has ended a wait for a lock by itself', async () => {
    const lock = sql`select pg_advisory_xact_lock(4711)`
    let release = () => {}
    let holding: Promise<void> | undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const isHeld = new Promise<void>((resolve) => {
      holding = makePool().read(async ({ db }) => {
        await db.execute(lock)
        resolve()
        await released
      })
    })
    await isHeld
    const pool = makePool({ max: 1, deadlineMs: 3_000 })
    await expect(pool.write(({ db }) => db.execute(lock))).rejects.toMatchObject({
      cause: { code: '55P03' },
    })
    release()
    await holding
  })
})
