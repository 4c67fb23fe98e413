import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import {
  connect,
  newApp,
  once,
  openPage,
  type RawClient,
  signIn,
  startServer,
  subscribe,
  type TestServer,
  urlOf,
} from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'
import { DatabaseBus } from './bus'
import type { App } from './signatures'

const sql = postgres(process.env.DATABASE_URL!, { max: 1 })
afterAll(() => sql.end())

async function startInstance(app: App, url?: string) {
  const bus = new DatabaseBus(url)
  // Listeners of other tests never answer, and each count waits for them.
  const server = await startServer({ app, bus, limits: { answerMs: 1_000 } })
  await eventually(() => expect(bus.isListening).toBe(true))
  return server
}

async function startTwo(): Promise<[TestServer, TestServer]> {
  const app = newApp()
  return [await startInstance(app), await startInstance(app)]
}

const get = async ({ api }: TestServer, path: string, params = {}) =>
  (await api.get({ path, params })).json()

const namesOf = (client: RawClient) => client.heard.map(({ event, data }) => [event, data])

describe('two instances on one database', () => {
  it('both bring an event that one of them was told of, once and in order', async () => {
    const [one, two] = await startTwo()
    const [here, there] = [await connect(one), await connect(two)]
    await subscribe(one, here, 'private-a')
    await subscribe(two, there, 'private-a')
    const socket_id = here.socketId
    const data = '🎉'.repeat(2_500)
    await one.api.trigger('private-a', 'first', data)
    await two.api.trigger('private-a', 'second', '2', { socket_id })
    await one.api.triggerBatch([
      { channel: 'private-a', name: 'third', data: '3' },
      { channel: 'private-a', name: 'fourth', data: '4' },
    ])
    const last = [
      ['third', '3'],
      ['fourth', '4'],
    ]
    await eventually(() =>
      expect(namesOf(there).slice(2)).toEqual([['first', data], ['second', '2'], ...last]),
    )
    await eventually(() => expect(namesOf(here).slice(2)).toEqual([['first', data], ...last]))
  })

  it('both end the connections of a user', async () => {
    const [one, two] = await startTwo()
    const clients = [await connect(one), await connect(two)]
    for (const [at, server] of [one, two].entries()) {
      signIn(server, clients[at]!, 'ann')
      await clients[at]!.hears({ event: 'pusher:signin_success' })
    }
    await two.api.terminateUserConnections('ann')
    for (const client of clients) expect(await client.closed).toMatchObject({ code: 4009 })
  })

  it('both tell of the channels of both', async () => {
    const [one, two] = await startTwo()
    const [here, there] = [await connect(one), await connect(two)]
    for (const channel of ['private-both', 'private-here']) await subscribe(one, here, channel)
    for (const channel of ['private-both', 'there']) await subscribe(two, there, channel)
    const channels = {
      'private-both': { subscription_count: 2 },
      'private-here': { subscription_count: 1 },
    }
    const params = { filter_by_prefix: 'private-', info: 'subscription_count' }
    for (const server of [one, two]) {
      expect(await get(server, '/channels', params)).toEqual({ channels })
      expect(await get(server, '/channels/there')).toEqual({ occupied: true })
    }
  })

  it('do not heed another app', async () => {
    const [one, other] = [await startInstance(newApp()), await startInstance(newApp())]
    const [mine, theirs] = [await connect(one), await connect(other)]
    await subscribe(one, mine, 'news')
    await subscribe(other, theirs, 'news')
    await one.api.trigger('news', 'changed', 'x')
    await mine.hears({ event: 'changed' })
    await theirs.settle()
    expect(namesOf(theirs)).not.toContainEqual(['changed', 'x'])
    expect(await get(one, '/channels', { info: 'subscription_count' })).toEqual({
      channels: { news: { subscription_count: 1 } },
    })
  })

  it('answer without an instance that is stuck, after a while', async () => {
    const app = newApp()
    const one = await startInstance(app)
    const stuck = new DatabaseBus()
    stuck.listen({ onMessage: () => {}, onGap: () => {} })
    await eventually(async () => expect(await stuck.peers()).toBeGreaterThan(1))
    const client = await connect(one)
    await subscribe(one, client, 'news')
    const asked = performance.now()
    expect(await get(one, '/channels/news')).toEqual({ occupied: true })
    expect(performance.now() - asked).toBeGreaterThan(950)
    await stuck.close()
  })
})

describe('an instance that lost its notifications', () => {
  it('has every client come back, and goes on', async () => {
    const server = await startInstance(newApp(), urlOf('server gap'))
    const client = await connect(server)
    const page = openPage(server)
    const channel = page.subscribe('private-a')
    await once(channel, 'pusher:subscription_succeeded')
    const again = once(channel, 'pusher:subscription_succeeded')
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'server gap'`
    expect(await client.closed).toMatchObject({ code: 4200 })
    await again
    const changed = once(channel, 'changed')
    await server.api.trigger('private-a', 'changed', 'anew')
    expect(await changed).toBe('anew')
    expect(server.log).toHaveBeenCalledWith(expect.stringContaining('2 clients reconnect'))
  })
})
