import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { DatabaseUnavailable } from './connection'
import { startEmbedded } from './embedded'
import { Pool, type PoolOptions } from './pool'

const pools: Pool[] = []

function makePool(options: Partial<PoolOptions> = {}, url = process.env.DATABASE_URL!) {
  const pool = new Pool(url, { max: 2, queue: 10, deadlineMs: 5_000, ...options })
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

const ping = (pool: Pool) => pool.read(({ db }) => db.execute(sql`select 1 as one`))
const backend = (pool: Pool) =>
  pool.read(async ({ db }) => {
    const [row] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    return row!.pid
  })

describe('the pool', () => {
  it('uses a connection again, and each transaction only once at a time', async () => {
    const pool = makePool({ max: 1 })
    expect(await backend(pool)).toBe(await backend(pool))
    const pids = await Promise.all([backend(makePool()), backend(makePool())])
    expect(new Set(pids).size).toBe(2)
  })

  it('ends a transaction at its deadline, and goes on', async () => {
    const pool = makePool({ max: 1, deadlineMs: 300 })
    const started = Date.now()
    await expect(pool.write(({ db }) => db.execute(sql`select pg_sleep(20)`))).rejects.toThrow()
    expect(Date.now() - started).toBeLessThan(10_000)
    await expect(ping(pool)).resolves.toBeDefined()
  })

  it('takes back what was only tried, its locks included, before it answers', async () => {
    const [pool, other] = [makePool({ max: 1 }), makePool({ max: 1 })]
    await pool.write(({ db }) => db.execute(sql`create table tried as select 1 as value`))
    const change = sql`update tried set value = value + 1 returning value`
    expect(await pool.rehearse(({ db }) => db.execute(change))).toMatchObject([{ value: 2 }])
    const locked = sql`select value from tried for update nowait`
    expect(await other.read(({ db }) => db.execute(locked))).toMatchObject([{ value: 1 }])
    await pool.write(({ db }) => db.execute(sql`drop table tried`))
  })

  it('refuses at once what would wait too long', async () => {
    const pool = makePool({ max: 1, queue: 1 })
    const slow = pool.read(({ db }) => db.execute(sql`select pg_sleep(0.3)`))
    const waiting = ping(pool)
    await expect(ping(pool)).rejects.toThrow('Too many requests are waiting')
    await Promise.all([slow, waiting])
  })

  it('loses one transaction with one backend, and none after it', async () => {
    const pool = makePool({ max: 1 })
    const victim = await backend(pool)
    const killer = makePool()
    const hit = pool.write(({ db }) => db.execute(sql`select pg_sleep(5)`))
    // At once, because the connection may be lost before the killer has its own answer.
    const lost = expect(hit).rejects.toMatchObject({ cause: expect.any(DatabaseUnavailable) })
    await killer.read(({ db }) =>
      db.execute(sql`select pg_sleep(1), pg_terminate_backend(${victim}::int)`),
    )
    await lost
    await expect(ping(pool)).resolves.toBeDefined()
  })

  it('lets no statement run after the end of its transaction', async () => {
    const pool = makePool({ max: 1 })
    let late: Promise<unknown> | undefined
    const failing = pool.write(async ({ db }) => {
      late = new Promise((resolve) => setTimeout(resolve, 50)).then(() => db.execute(sql`select 1`))
      throw new Error('the body failed')
    })
    await expect(failing).rejects.toThrow('the body failed')
    await expect(late).rejects.toThrow()
  })

  it('does not take a rolled-back commit for a commit', async () => {
    const pool = makePool()
    const swallowed = pool.write(async ({ db }) => {
      await db.execute(sql`select 1 / 0`).catch(() => {})
    })
    await expect(swallowed).rejects.toThrow('rolled back')
  })

  it('settles every caller of a server that dies, and serves again once it is back', async () => {
    const folder = path.resolve(`${process.env.TEST_DATA_DIR ?? '.artifacts/test'}-restart`)
    const server = await startEmbedded(folder, { settings: { fsync: 'off' }, say: () => {} })
    try {
      const pool = makePool({ max: 5, deadlineMs: 5_000 }, server.url)
      const callers = Array.from({ length: 20 }, () =>
        pool.write(({ db }) => db.execute(sql`select pg_sleep(1)`)),
      )
      const settled = Promise.allSettled(callers)
      const admin = makePool({ max: 1 }, server.adminUrl)
      const [row] = await admin.read(({ db }) =>
        db.execute<{ lines: string }>(sql`select pg_read_file('postmaster.pid') as lines`),
      )
      // An immediate shutdown, as a crash: connections break without a word.
      process.kill(Number.parseInt(row!.lines, 10), 'SIGQUIT')
      const outcomes = await settled
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
      await expect
        .poll(
          () =>
            ping(pool)
              .then(() => 'up')
              .catch(() => 'down'),
          { timeout: 30_000 },
        )
        .toBe('up')
    } finally {
      await Promise.all(pools.splice(0).map((open) => open.close()))
      await server.stop()
    }
  }, 60_000)
})
