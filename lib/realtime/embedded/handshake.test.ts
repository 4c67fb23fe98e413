import { type OutgoingHttpHeaders, request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { describe, expect, it } from 'vitest'
import { connect, LocalBus, pathOf, RawClient, startServer } from '@/lib/testing/embedded-realtime'

describe('a connection', () => {
  it('is told its socket id and when to ask whether the server is there', async () => {
    const server = await startServer()
    const [one, two] = [await connect(server), await connect(server)]
    expect(JSON.parse(one.heard[0]!.data as string)).toEqual({
      socket_id: expect.stringMatching(/^\d+\.\d+$/),
      activity_timeout: 120,
    })
    expect(one.socketId).not.toBe(two.socketId)
    expect(server.server.connections).toBe(2)
  })

  it.each([
    ['an unknown key', '/app/unknown?protocol=7', 4001],
    ['no key', '/app/?protocol=7', 4005],
    ['a longer path', '/app/KEY/more?protocol=7', 4005],
    ['a version that is none', '/app/KEY?protocol=7&version=new', 4006],
    ['an old protocol', '/app/KEY?protocol=6&version=8.6.0', 4007],
    ['a protocol that is no number', '/app/KEY?protocol=seven', 4007],
    ['no protocol', '/app/KEY', 4008],
  ])('with %s is refused', async (_, path, code) => {
    const { port, app, server } = await startServer()
    const client = new RawClient(port, path.replace('KEY', app.key))
    expect(await client.closed).toEqual({ code, reason: expect.any(String) })
    expect(client.heard).toEqual([
      { event: 'pusher:error', data: { code, message: expect.any(String) } },
    ])
    expect(server.connections).toBe(0)
  })

  it('waits until the server hears of events', async () => {
    const bus = new LocalBus()
    bus.isListening = false
    const server = await startServer({ bus })
    expect(await new RawClient(server.port, pathOf(server.app)).closed).toMatchObject({
      code: 4100,
    })
    bus.isListening = true
    await connect(server)
  })

  it('is left to somebody else when it asks for another path', async () => {
    const { port } = await startServer()
    const answer = await statusOf(port, '/other', { upgrade: 'websocket' })
    expect(answer).toBe(426)
  })

  it('is left to somebody else when it asks for another protocol', async () => {
    const { port } = await startServer()
    expect(await statusOf(port, '/app/key', { upgrade: 'h2c' })).toBe(426)
  })

  it.each([
    { 'sec-websocket-key': 'short', 'sec-websocket-version': '13' },
    { 'sec-websocket-version': '13' },
    { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '7' },
  ])('is answered with 400 when its headers are wrong: %j', async (headers) => {
    const { port } = await startServer()
    expect(await statusOf(port, '/app/key', { upgrade: 'websocket', ...headers })).toBe(400)
  })

  it('survives frames that are none', async () => {
    const server = await startServer()
    const tcp = connectTcp(server.port, '127.0.0.1')
    const head = `GET ${pathOf(server.app)} HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    tcp.write(head)
    tcp.write(Buffer.alloc(100, 0xff))
    await new Promise((resolve) => tcp.resume().on('close', resolve))
    await connect(server)
  })
})

const statusOf = (port: number, path: string, headers: OutgoingHttpHeaders) =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, headers: { connection: 'upgrade', ...headers } })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
