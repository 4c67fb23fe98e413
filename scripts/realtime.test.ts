import { createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { realtimeSettings } from '@/lib/realtime/settings'
import { eventually } from '@/lib/testing/eventually'
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
  expect((await ask(port, elsewhere)).url).toBe('/p?q=1')
})

/** Everything that comes back for these bytes, until the server closes the connection. */
const exchange = (port: number, bytes: string) =>
  new Promise<string>((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    // One that is cut off may end with an error.
    let answered = ''
    socket.on('data', (part) => {
      answered += part
    })
    socket.on('error', () => {})
    socket.once('close', () => done(answered))
  })

const OFFER = 'Connection: Upgrade\r\nUpgrade: h2c\r\n'

it('takes no second request out of the body of a first one, however many headers that has', async () => {
  const { server, port } = await serve()
  const realtime = attach(server)
  onTestFinished(() => realtime.close())
  const inner = 'GET /inner HTTP/1.1\r\nHost: x\r\n\r\n'
  const headers = `Host: x\r\n${'a: b\r\n'.repeat(1100)}Content-Length: ${inner.length}\r\n`
  const answered = await exchange(port, `POST /outer HTTP/1.1\r\n${OFFER}${headers}\r\n${inner}`)
  expect(answered.match(/HTTP\/1\.1 200/g)).toHaveLength(1)
  expect(answered).toContain('"url":"/outer"')
  expect(answered).toContain(JSON.stringify(inner))
})

it('ends a connection on which an offer follows requests that are not answered yet', async () => {
  const { server, port } = await serve()
  const realtime = attach(server)
  onTestFinished(() => realtime.close())
  const get = (path: string, offer = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${offer}\r\n`
  for (const bytes of [get('/one') + get('/two', OFFER), get('/one', OFFER) + get('/two')]) {
    expect(await exchange(port, bytes)).not.toContain('/two')
  }
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
  const socket = await eventually(established)
  socket.on('close', () => order.push('the socket is closed'))
  await drain()
  expect(order).toEqual(['requests are answered', 'events are sent', 'the socket is closed'])
})
