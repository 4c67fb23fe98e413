import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { getReadiness } from '@/lib/health/queries'
import { onOwnDatabase } from '@/lib/testing/own-database'
import { PusherStandIn } from '@/lib/testing/pusher-stand-in'
import { makeCompany, makePerson, run } from '@/lib/testing/sandbox'
import { publishDue, startPublishing } from './publisher'
import { realtimeTransport } from './transport'

const pusher = new PusherStandIn()
beforeAll(async () => void Object.assign(process.env, await pusher.start()))
onOwnDatabase('publisher')
afterAll(() => pusher.stop())

let company: string
let user: string

beforeEach(async () => {
  company = (await makeCompany()).id
  user = (await makePerson(company)).id
  pusher.behaviour = 'ok'
  for (const list of [pusher.batches, pusher.terminated, pusher.calls]) list.length = 0
  await systemPool().write(({ db }) => db.execute(sql`delete from outbox`))
})

/** As the commands write them, only many at once. */
const writeEvents = (count: number, offset = 0) =>
  systemPool().write(({ db }) =>
    db.execute(sql`
      insert into outbox (company_id, user_id, event, payload)
      select ${company}::uuid, ${user}::uuid, 'permissionUpdate',
        jsonb_build_object('type', 'permissionUpdate', 'user_id', ${user}::uuid, 'version', n + ${offset}::int)
      from generate_series(1, ${count}) n`),
  )

const rows = () =>
  systemPool().read(({ db }) =>
    db.execute<{ attempts: number; is_sent: boolean; last_error: string | null }>(
      sql`select attempts, sent_at is not null as is_sent, last_error from outbox order by id`,
    ),
  )

const versions = () =>
  pusher.events.map(({ data }) => JSON.parse(data).version as number).sort((a, b) => a - b)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const dueNow = () =>
  systemPool().write(({ db }) => db.execute(sql`update outbox set available_at = now()`))

function publishing() {
  const stop = startPublishing()
  onTestFinished(stop)
  return stop
}

describe('the publisher', () => {
  it('sends each event once to the channel of its user, ten at a time', async () => {
    await writeEvents(25)
    expect(await publishDue(realtimeTransport())).toMatchObject({ claimed: 25, failed: 0 })
    expect(pusher.batches.map((batch) => batch.length).sort()).toEqual([10, 10, 5])
    expect(versions()).toEqual(upTo(25))
    const [first] = pusher.events
    expect(first).toMatchObject({ channel: `private-user-${user}`, name: 'permissionUpdate' })
    expect(JSON.parse(first!.data)).toMatchObject({ type: 'permissionUpdate', user_id: user })
    expect((await rows()).every(({ is_sent }) => is_sent)).toBe(true)
    expect(await publishDue(realtimeTransport())).toMatchObject({ claimed: 0, failed: 0 })
  })

  it('shares the work with other instances, none of which sends what another one has', async () => {
    await writeEvents(300)
    const transport = realtimeTransport()
    const instances = upTo(4).map(() => publishDue(transport, 100))
    const claimed = (await Promise.all(instances)).map((done) => done.claimed)
    expect(claimed.reduce((sum, count) => sum + count)).toBe(300)
    expect(versions()).toEqual(upTo(300))
  })

  it('is woken by the commit, and sends the rest when it is stopped', async () => {
    const stop = publishing()
    await vi.waitFor(() => writeEvents(1).then(() => expect(pusher.events).not.toHaveLength(0)))
    await vi.waitFor(async () => expect((await rows()).every((row) => row.is_sent)).toBe(true))
    const trigger = (change: 'enable' | 'disable') =>
      systemPool().write(({ db }) =>
        db.execute(sql.raw(`alter table outbox ${change} trigger outbox_announced`)),
      )
    await trigger('disable')
    await writeEvents(3, 1000)
    await stop()
    await trigger('enable')
    expect(versions().filter((version) => version > 1000)).toEqual([1001, 1002, 1003])
  })

  it('ends the connections of ended sessions, after the event has told them why', async () => {
    await systemPool().write(({ db }) =>
      db.execute(sql`
        insert into outbox (company_id, user_id, event, payload)
        values (${company}::uuid, ${user}::uuid, 'session.revoked',
          '{"type":"session.revoked","session_ids":["s-1","s-2"],"reason":"deactivated"}')`),
    )
    await publishDue(realtimeTransport())
    expect(pusher.terminated.sort()).toEqual(['s-1', 's-2'])
    expect(pusher.calls[0]).toMatch(/batch_events$/)
    expect(pusher.events).toMatchObject([{ name: 'session.revoked' }])
  })

  it.each([
    [500, 'status 500'],
    [429, 'status 429'],
    ['silent', 'within 3000 ms|\\(aborted\\)'],
  ] as const)(
    'delivers everything once Pusher is back that had answered %s',
    async (how, error) => {
      pusher.behaviour = how
      publishing()
      await writeEvents(30)
      const failed = async () => (await rows()).filter((row) => row.attempts > 0)
      await vi.waitFor(async () => expect(await failed()).not.toHaveLength(0), 10_000)
      expect((await failed())[0]).toMatchObject({ is_sent: false })
      expect((await failed())[0]!.last_error).toMatch(new RegExp(error))
      pusher.behaviour = 'ok'
      await vi.waitFor(() => expect(versions()).toEqual(upTo(30)), 15_000)
    },
    30_000,
  )

  it('does not let one refused event hold back the others', async () => {
    pusher.behaviour = { refuses: ({ data }) => JSON.parse(data).version === 7 }
    await writeEvents(12)
    expect(await publishDue(realtimeTransport())).toMatchObject({ claimed: 12, failed: 1 })
    expect(versions()).toEqual(upTo(12).filter((version) => version !== 7))
    expect(await rows()).toContainEqual({
      attempts: 1,
      is_sent: false,
      last_error: 'Pusher answered with status 400.',
    })
  })

  it('tells of events that are stuck, in the log and to whoever asks for readiness', async () => {
    pusher.behaviour = 500
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    await writeEvents(2)
    for (const _ of upTo(6)) {
      await dueNow()
      await publishDue(realtimeTransport())
    }
    expect(log).toHaveBeenCalledExactlyOnceWith(
      '2 events could not be sent 5 times and will be tried again: Pusher answered with status 500.',
    )
    const { checks } = await run(getReadiness, null, {})
    expect(checks.outbox).toMatchObject({ pending: 2, stuck: 2 })
  })

  it('leaves what it was sending to the next, when it dies', async () => {
    pusher.behaviour = 'silent'
    await writeEvents(5)
    const dying = expect(publishDue(realtimeTransport())).rejects.toThrow()
    await vi.waitFor(() => expect(pusher.calls).not.toHaveLength(0))
    const owner = postgres(process.env.DATABASE_URL!, { max: 1 })
    onTestFinished(() => owner.end())
    await owner`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`
    pusher.behaviour = 'ok'
    const all = { claimed: 5, failed: 0 }
    await vi.waitFor(async () => expect(await publishDue(realtimeTransport())).toMatchObject(all))
    await dying
    expect(versions()).toEqual(upTo(5))
  })
})
