import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { eventually } from '@/lib/testing/eventually'
import { outboxRows, writeEvents, writeSessionEnd } from '@/lib/testing/outbox'
import { onStandIn, publishing, publishOnce, upTo } from '@/lib/testing/publishing'
import { publishDue } from './publisher'
import { realtimeTransport } from './transport'

const { pusher, owner } = onStandIn('publisher')

describe('the publisher', () => {
  it('sends each event once to the channel of its user, ten at a time', async () => {
    await writeEvents(owner, 25)
    expect(await publishOnce()).toMatchObject({ claimed: 25, failed: 0 })
    expect(pusher.batches.map((batch) => batch.length).sort()).toEqual([10, 10, 5])
    expect(pusher.versions).toEqual(upTo(25))
    const [first] = pusher.events
    expect(first).toMatchObject({ channel: `private-user-${owner.user}`, name: 'permissionUpdate' })
    expect(JSON.parse(first!.data)).toMatchObject({ type: 'permissionUpdate', user_id: owner.user })
    expect((await outboxRows()).every(({ is_sent }) => is_sent)).toBe(true)
    expect(await publishOnce()).toMatchObject({ claimed: 0, failed: 0 })
  })

  it('shares the work with other instances, none of which sends what another one has', async () => {
    await writeEvents(owner, 300)
    const transport = realtimeTransport()
    const instances = upTo(4).map(() => publishDue(transport, systemPool(), 100))
    const claimed = (await Promise.all(instances)).map((done) => done.claimed)
    expect(claimed.reduce((sum, count) => sum + count)).toBe(300)
    expect(pusher.versions).toEqual(upTo(300))
  })

  it('is woken by the commit, and sends the rest when it is stopped', async () => {
    const stop = publishing()
    await eventually(() =>
      writeEvents(owner, 1).then(() => expect(pusher.events).not.toHaveLength(0)),
    )
    await eventually(async () =>
      expect((await outboxRows()).every((row) => row.is_sent)).toBe(true),
    )
    const trigger = (change: 'enable' | 'disable') =>
      systemPool().write(({ db }) =>
        db.execute(sql.raw(`alter table outbox ${change} trigger outbox_announced`)),
      )
    await trigger('disable')
    await writeEvents(owner, 3, 1000)
    await stop()
    await trigger('enable')
    expect(pusher.versions.filter((version) => version > 1000)).toEqual([1001, 1002, 1003])
  })

  it('ends the connections of ended sessions, after the event has told them why', async () => {
    await writeSessionEnd(owner, 's-1')
    await publishOnce()
    expect(pusher.terminated).toEqual(['s-1'])
    expect(pusher.calls[0]).toMatch(/batch_events$/)
    expect(pusher.events).toMatchObject([{ name: 'session.revoked' }])
  })

  it('leaves what it was sending to the next, when it dies', async () => {
    pusher.behaviour = 'silent'
    await writeEvents(owner, 5)
    const dying = expect(publishOnce()).rejects.toThrow()
    await eventually(() => expect(pusher.calls).not.toHaveLength(0))
    const database = postgres(process.env.DATABASE_URL!, { max: 1 })
    onTestFinished(() => database.end())
    await database`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`
    pusher.behaviour = 'ok'
    const all = { claimed: 5, failed: 0 }
    await eventually(async () => expect(await publishOnce()).toMatchObject(all))
    await dying
    expect(pusher.versions).toEqual(upTo(5))
  })
})
