import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { urlOf } from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'
import { type BusMessage, DatabaseBus, notify } from './bus'

const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
afterAll(() => sql.end())

async function listen(url?: string) {
  const app = randomUUID()
  const heard: BusMessage[] = []
  const onGap = vi.fn()
  const bus = new DatabaseBus(url)
  const onMessage = (message: BusMessage) => {
    if (message.app === app) heard.push(message)
  }
  bus.listen({ onMessage, onGap })
  onTestFinished(() => bus.close())
  await eventually(() => expect(bus.isListening).toBe(true))
  const event = (data: string): BusMessage => ({
    kind: 'event',
    app,
    channel: 'private-a',
    event: 'changed',
    data,
  })
  return { bus, heard, onGap, event, app }
}

const notifyRaw = (payload: string) => sql`select pg_notify('realtime', ${payload})`

describe('the bus', () => {
  it('brings every message once and in order, also equal ones', async () => {
    const { bus, heard, event } = await listen()
    await bus.send([event('one'), event('one'), event('two')])
    await Promise.all([bus.send([]), bus.send([event('three')])])
    await eventually(() => expect(heard).toHaveLength(4))
    expect(heard).toEqual(['one', 'one', 'two', 'three'].map(event))
  })

  it('brings what is larger than a notification, whatever its characters', async () => {
    const { bus, heard, event } = await listen()
    const data = 'Zoë 🎉 \u0000"\\'.repeat(900)
    const messages = Array.from({ length: 100 }, (_, at) => event(`${at} ${data}`))
    await bus.send(messages)
    await eventually(() => expect(heard).toHaveLength(100))
    expect(heard).toEqual(messages)
  })

  it('brings what was sent in another transaction, after its commit, and nothing without it', async () => {
    const { heard, event } = await listen()
    const failed = systemPool().write(async ({ db }) => {
      await notify(db, [event('lost')])
      throw new Error('no commit')
    })
    await expect(failed).rejects.toThrow('no commit')
    await systemPool().write(async ({ db }) => {
      await notify(db, [event('first')])
      await notify(db, [event('second')])
    })
    await eventually(() => expect(heard).toEqual([event('first'), event('second')]))
  })

  it('is not disturbed by what it cannot read', async () => {
    const { bus, heard, event, app } = await listen()
    const id = randomUUID().replaceAll('-', '').slice(0, 24)
    const garbage = [
      '',
      'text',
      '[]',
      `${id} 0 1 [{"kind":"other","app":"${app}"}]`,
      `${id} 0 1 [{"kind":"event","app":"${app}"}]`,
      `${id} 0 1 {"kind":"terminate","app":"${app}","user":"ann"}`,
      `${id} 0 1 null`,
      `${id} 0 3 [`,
      `${id} 5 3 [`,
      'x'.repeat(7_999),
    ]
    for (const payload of garbage) await notifyRaw(payload)
    await bus.send([event('after')])
    await eventually(() => expect(heard).toEqual([event('after')]))
  })

  it('knows how many listen', async () => {
    const { bus } = await listen()
    const before = await bus.peers()
    const second = await listen()
    await eventually(async () => expect(await bus.peers()).toBeGreaterThan(before))
    await second.bus.close()
    expect(before).toBeGreaterThan(0)
  })

  it('tells when it has been away', async () => {
    const { bus, heard, onGap, event } = await listen(urlOf('bus gap'))
    expect(onGap).not.toHaveBeenCalled()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'bus gap'`
    await eventually(() => expect(onGap).toHaveBeenCalled())
    await bus.send([event('again')])
    await eventually(() => expect(heard).toEqual([event('again')]))
  })
})
