import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as database from '@/lib/core/database'
import { announce } from '@/lib/core/outbox'
import { makeCompany, makePerson, run } from '@/lib/testing/sandbox'
import { getLiveness, getReadiness } from './queries'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('health', () => {
  it('is alive without a database', async () => {
    vi.spyOn(database, 'systemPool').mockImplementation(() => {
      throw new Error('no database')
    })
    expect(await run(getLiveness, null, {})).toEqual({ status: 'ok' })
  })

  it('is ready when the database answers, and counts the events that wait', async () => {
    const person = await makePerson((await makeCompany()).id)
    await database.systemPool().write(async ({ db }) => {
      await announce(db, person.company, [person.id])
      await db.execute(sql`
        update outbox set created_at = now() - interval '90 seconds' where user_id = ${person.id}::uuid`)
    })
    const { status, checks } = await run(getReadiness, null, {})
    expect([status, checks.database]).toEqual(['ok', 'ok'])
    expect(checks.outbox.pending).toBeGreaterThanOrEqual(1)
    expect(checks.outbox.oldest_seconds).toBeGreaterThanOrEqual(90)
  })

  it('is not ready when the database does not answer in time', async () => {
    const silent = { read: () => new Promise(() => {}) }
    // Safe because the query uses nothing else of the pool.
    vi.spyOn(database, 'systemPool').mockReturnValue(
      silent as unknown as ReturnType<typeof database.systemPool>,
    )
    const started = Date.now()
    await expect(run(getReadiness, null, {})).rejects.toMatchObject({ kind: 'UNAVAILABLE' })
    expect(Date.now() - started).toBeLessThan(8000)
  })
})
