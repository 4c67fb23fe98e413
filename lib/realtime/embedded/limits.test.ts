import { describe, expect, it } from 'vitest'
import {
  authOf,
  connect,
  LocalBus,
  pathOf,
  RawClient,
  signIn,
  startServer,
  subscribe,
} from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'
import { stopClock } from '@/lib/testing/stopped-clock'

const FAILED = 'pusher:subscription_error'
const isLimited = { event: FAILED, data: expect.objectContaining({ status: 429 }) }

describe('the server', () => {
  it('takes so many sockets in all', async () => {
    const server = await startServer({ limits: { sockets: 2 } })
    const first = await connect(server)
    await connect(server)
    const third = new RawClient(server.port, pathOf(server.app))
    expect(await third.closed).toMatchObject({ code: 4100 })
    first.socket.close()
    await eventually(() => expect(server.server.connections).toBe(1))
    await connect(server)
  })

  it('takes so many sockets of one user', async () => {
    const server = await startServer({ limits: { socketsPerUser: 1 } })
    const [first, second] = [await connect(server), await connect(server)]
    signIn(server, first, 'ann')
    await first.hears({ event: 'pusher:signin_success' })
    signIn(server, second, 'ann')
    expect(await second.closed).toMatchObject({ code: 4004 })
    signIn(server, first, 'ann')
    await first.settle()
    first.socket.close()
    await eventually(() => expect(server.server.connections).toBe(0))
    const third = await connect(server)
    signIn(server, third, 'ann')
    await third.hears({ event: 'pusher:signin_success' })
  })

  it('takes so many sockets of one address that nobody vouched for yet', async () => {
    const limits = { unauthorisedPerAddress: 2 }
    let address = '192.0.2.1'
    const server = await startServer({ limits, addressOf: () => address })
    const [first, second] = [await connect(server), await connect(server)]
    const refused = () => new RawClient(server.port, pathOf(server.app)).closed
    expect(await refused()).toMatchObject({ code: 4100 })
    signIn(server, first, 'ann')
    await first.hears({ event: 'pusher:signin_success' })
    await subscribe(server, first, 'private-a')
    await subscribe(server, second, 'private-a')
    await Promise.all([connect(server), connect(server)])
    expect(await refused()).toMatchObject({ code: 4100 })
    first.socket.close()
    await eventually(() => expect(server.server.connections).toBe(3))
    expect(await refused()).toMatchObject({ code: 4100 })
    address = '192.0.2.2'
    await connect(server)
  })

  it('gives a private channel so many subscribers', async () => {
    const server = await startServer({ limits: { subscribersPerPrivateChannel: 1 } })
    const [first, second] = [await connect(server), await connect(server)]
    signIn(server, first, 'ann')
    await first.hears({ event: 'pusher:signin_success' })
    const channel = 'private-a'
    await subscribe(server, first, channel)
    second.say('pusher:subscribe', { channel, auth: authOf(server.app, second, channel) })
    await second.hears({ ...isLimited, channel })
    for (const client of [first, second]) await subscribe(server, client, 'public')
    first.say('pusher:unsubscribe', { channel })
    await first.settle()
    await subscribe(server, second, channel)
  })

  it('gives a socket so many channels', async () => {
    const server = await startServer({ limits: { channelsPerSocket: 1 } })
    const client = await connect(server)
    await subscribe(server, client, 'a')
    client.say('pusher:subscribe', { channel: 'b' })
    await client.hears({ ...isLimited, channel: 'b' })
    client.say('pusher:unsubscribe', { channel: 'a' })
    await subscribe(server, client, 'b')
  })

  it('closes a socket that sends too large a message', async () => {
    const server = await startServer({ limits: { messageBytes: 1000 } })
    const client = await connect(server)
    client.say('pusher:ping', 'x'.repeat(900))
    await client.hears({ event: 'pusher:pong' })
    client.say('pusher:ping', 'x'.repeat(1000))
    expect(await client.closed).toMatchObject({ code: 1009 })
    await connect(server)
  })

  it.each(['{', '{"event":"pusher:ping"}'])(
    'closes a socket that sends too many messages: %s',
    async (message) => {
      const server = await startServer({ limits: { messagesPerSecond: 20 } })
      const client = await connect(server)
      for (let sent = 0; sent < 41; sent++) client.socket.send(message)
      expect(await client.closed).toMatchObject({ code: 4301 })
      expect(client.heard.length).toBeLessThan(43)
    },
  )

  it('cuts off a client that reads too slowly, and only that', async () => {
    const bus = new LocalBus()
    const server = await startServer({ bus, limits: { bufferedBytes: 50_000 } })
    const [slow, quick] = [await connect(server), await connect(server)]
    for (const client of [slow, quick]) await subscribe(server, client, 'news')
    slow.socket.pause()
    const event = { kind: 'event', app: server.app.appId, channel: 'news', event: 'x' } as const
    let sent = 0
    await eventually(async () => {
      await bus.send([{ ...event, data: 'x'.repeat(50_000) }])
      sent++
      expect(server.server.connections).toBe(1)
    })
    const count = () => quick.heard.filter(({ event }) => event === 'x').length
    await eventually(() => expect(count()).toBe(sent))
    await quick.settle()
  })
})

describe('time', () => {
  it('runs out for a socket that nobody vouched for', async () => {
    const clock = stopClock()
    const server = await startServer({ limits: { sweepMs: 10, authorisationTimeoutMs: 100 } })
    const [signedIn, member, stranger] = await Promise.all([1, 2, 3].map(() => connect(server)))
    signIn(server, signedIn!, 'ann')
    await subscribe(server, member!, 'private-a')
    await subscribe(server, stranger!, 'public')
    await signedIn!.settle()
    clock.pass(101)
    expect(await stranger!.closed).toMatchObject({ code: 4009 })
    await signedIn!.settle()
    await member!.settle()
  })

  it('runs out for a socket that is silent, also when asked', async () => {
    const limits = { sweepMs: 10, activityTimeoutMs: 150, pongTimeoutMs: 1_500 }
    const server = await startServer({ limits })
    const [silent, alive, busy] = [
      await connect(server),
      await connect(server),
      await connect(server),
    ]
    alive.socket.on('message', (raw) => {
      if (JSON.parse(raw.toString()).event === 'pusher:ping') alive.say('pusher:pong')
    })
    const pinging = setInterval(() => busy.socket.ping(), 20)
    expect(await silent.closed).toMatchObject({ code: 4201 })
    expect(silent.heard.slice(1)).toEqual([
      { event: 'pusher:ping', data: '{}' },
      { event: 'pusher:error', data: { code: 4201, message: expect.any(String) } },
    ])
    const pings = () => alive.heard.filter(({ event }) => event === 'pusher:ping').length
    await eventually(() => expect(pings()).toBeGreaterThan(5))
    for (const client of [alive, busy]) await client.settle()
    clearInterval(pinging)
  })
})

describe('a server that may have lost events', () => {
  it('has its clients come back, a few at a time', async () => {
    const bus = new LocalBus()
    const server = await startServer({ bus, limits: { reconnectsAtOnce: 2 } })
    const clients = await Promise.all([1, 2, 3].map(() => connect(server)))
    bus.handler!.onGap()
    const late = await connect(server)
    for (const client of clients) expect(await client.closed).toMatchObject({ code: 4200 })
    await late.settle()
    expect(server.log).toHaveBeenCalledOnce()
  })
})

describe('the end of the server', () => {
  it('sends every client away to come back, and cuts off who does not go', async () => {
    const server = await startServer({ limits: { closeMs: 100 } })
    const [good, stuck] = [await connect(server), await connect(server)]
    stuck.socket.pause()
    await server.server.close()
    expect(server.server.connections).toBe(0)
    expect(await good.closed).toMatchObject({ code: 4200 })
    const late = new RawClient(server.port, pathOf(server.app))
    expect(await late.closed).toMatchObject({ code: 4100 })
    stuck.socket.resume()
    await stuck.closed
  })
})
