import { createServer, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { realtimeSettings } from '@/lib/realtime/settings'
import { drainable, listen } from './listen'
import { attachRealtime, withoutUpgrade } from './realtime'

async function serve(afterRequests?: () => Promise<void>) {
  const server = createServer(async (req, res) => {
    res.end(JSON.stringify({ url: req.url, headers: req.headers, body: await text(req) }))
  })
  const drain = drainable(server, afterRequests)
  onTestFinished(() => drain())
  const { port } = await listen(server, 0, '127.0.0.1')
  return { server, port, drain }
}

interface Answer {
  url: string
  headers: Record<string, string>
  body: string
}

const ask = (port: number, headers: Record<string, string>, body?: string) =>
  new Promise<Answer>((done, fail) => {
    const options = {
      port,
      host: '127.0.0.1',
      method: body ? 'POST' : 'GET',
      path: '/p?q=1',
      headers,
    }
    const asking = request(options, (res) => {
      text(res).then((answer) => done(JSON.parse(answer)), fail)
    })
    asking.on('error', fail)
    asking.end(body)
  })

const H2C = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' }
const attach = (server: Server) => attachRealtime(server, withoutUpgrade(server))!

it('answers a request that offers HTTP/2 as one that does not, its body too', async () => {
  const { server, port } = await serve()
  const realtime = attach(server)
  onTestFinished(() => realtime.close())
  const got = await ask(port, { ...H2C, 'x-kept': 'yes' })
  expect(got).toMatchObject({ url: '/p?q=1', headers: { 'x-kept': 'yes' } })
  expect(Object.keys(got.headers)).not.toEqual(expect.arrayContaining(['upgrade']))
  expect(Object.keys(got.headers)).not.toEqual(expect.arrayContaining(['http2-settings']))
  const body = 'x'.repeat(200_000)
  expect((await ask(port, H2C, body)).body).toBe(body)
  const chunked = await ask(port, { ...H2C, 'transfer-encoding': 'chunked' }, 'in chunks')
  expect(chunked.body).toBe('in chunks')
  // What is a WebSocket, but not at our path, is an ordinary request as well.
  const elsewhere = { connection: 'keep-alive, Upgrade', upgrade: 'websocket' }
  expect((await ask(port, elsewhere)).headers.connection).toBe('keep-alive')
})

it('serves no WebSocket while credentials name another server', async () => {
  const { server } = await serve()
  const variables = {
    PUSHER_APP_ID: '1',
    PUSHER_KEY: 'k',
    PUSHER_SECRET: 's',
    PUSHER_CLUSTER: 'eu',
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.resetModules()
  const { attachRealtime: attachAnew } = await import('./realtime')
  expect(attachAnew(server, withoutUpgrade(server))).toBeUndefined()
  expect(server.listenerCount('upgrade')).toBe(0)
})

it('keeps WebSockets open until what is to be done after the requests is done', async () => {
  const order: string[] = []
  let realtime: ReturnType<typeof attach> | undefined
  const { server, port, drain } = await serve(async () => {
    order.push('requests are answered')
    await new Promise((done) => setTimeout(done, 900))
    order.push('events are sent')
    await realtime?.close()
  })
  realtime = attach(server)
  const established = () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/app/${realtimeSettings().key}?protocol=7`)
    return new Promise<WebSocket>((done, fail) => {
      socket.once('message', (data) => (`${data}`.includes('established') ? done(socket) : fail()))
    })
  }
  // It takes nobody until it hears the database's notifications.
  const socket = await vi.waitFor(established, 5000)
  socket.on('close', () => order.push('the socket is closed'))
  await drain()
  expect(order).toEqual(['requests are answered', 'events are sent', 'the socket is closed'])
})
