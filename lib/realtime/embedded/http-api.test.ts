import { Agent } from 'node:http'
import Api from 'pusher'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DatabaseUnavailable } from '@/db/connection'
import {
  connect,
  LocalBus,
  startServer,
  subscribe,
  type TestServer,
} from '@/lib/testing/embedded-realtime'

const EVENT = { name: 'changed', channel: 'news', data: '{}' }

/** Asks as the library does, and tells the status and the body also of an error. */
async function ask(
  { app, port, api }: TestServer,
  method: string,
  path: string,
  { body, params = {} }: { body?: unknown; params?: object } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const full = `/apps/${app.appId}${path}`
  const query = api.createSignedQueryString({ method, path: full, params, body: text })
  const url = `http://127.0.0.1:${port}${full}?${query}`
  const response = await fetch(url, { method, body: text })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

const options = ({ app, port }: TestServer) => ({
  ...app,
  host: '127.0.0.1',
  port: String(port),
  useTLS: false,
})

const post = (server: TestServer, body: unknown, path = '/events') =>
  ask(server, 'POST', path, { body })

describe('the HTTP API', () => {
  it('takes an event', async () => {
    const server = await startServer()
    const client = await connect(server)
    await subscribe(server, client, 'news')
    expect(await post(server, EVENT)).toMatchObject({ status: 200, body: {} })
    await client.hears({ event: 'changed', channel: 'news', data: '{}' })
  })

  it.each([
    ['no JSON', '{'],
    ['not an object', '[]'],
    ['without a name', { ...EVENT, name: undefined }],
    ['with too long a name', { ...EVENT, name: 'x'.repeat(201) }],
    ['with a name of the protocol', { ...EVENT, name: 'pusher:ping' }],
    ['with an internal name', { ...EVENT, name: 'pusher_internal:member_added' }],
    ['without data', { ...EVENT, data: undefined }],
    ['with data that is no text', { ...EVENT, data: {} }],
    ['without a channel', { ...EVENT, channel: undefined }],
    ['for no channel', { ...EVENT, channel: undefined, channels: [] }],
    ['for what is no name', { ...EVENT, channel: 'a b' }],
    ['without a user', { ...EVENT, channel: '#server-to-user-' }],
    ['of a socket that cannot be', { ...EVENT, socket_id: 'x' }],
    ['for too many channels', { ...EVENT, channels: ['a', 'b', 'c'] }],
    ['encrypted for several', { ...EVENT, channels: ['private-encrypted-a', 'b'] }],
  ])('refuses an event %s', async (_, body) => {
    const server = await startServer({ limits: { channelsPerTrigger: 2 } })
    expect(await post(server, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    })
  })

  it('refuses data, a batch and a body that are too large', async () => {
    const server = await startServer({ limits: { eventsPerBatch: 2, bodyBytes: 40_000 } })
    const data = 'ä'.repeat(5_120)
    expect(await post(server, { ...EVENT, data })).toMatchObject({ status: 200 })
    const tooLarge = { ...EVENT, data: `${data}x` }
    expect(await post(server, tooLarge)).toMatchObject({ status: 413 })
    const batch = (events: object[]) => post(server, { batch: events }, '/batch_events')
    expect(await batch([EVENT, tooLarge])).toMatchObject({ status: 413 })
    expect(await batch([EVENT, EVENT])).toMatchObject({ status: 200 })
    expect(await batch([EVENT, EVENT, EVENT])).toMatchObject({ status: 400 })
    expect(await post(server, 'x'.repeat(40_001))).toMatchObject({ status: 413 })
    expect(await post(server, 'x'.repeat(5_000_000))).toMatchObject({ status: 413 })
  })

  it('goes on with a connection on which too large a body came', async () => {
    const server = await startServer({ limits: { bodyBytes: 1_000 } })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const send = (data: string) =>
      new Api({ ...options(server), agent, timeout: 3_000 }).trigger('news', 'x', data)
    await expect(send('x'.repeat(5_000_000))).rejects.toMatchObject({ status: 413 })
    expect(await send('x')).toMatchObject({ status: 200 })
  })

  it('knows its resources and their methods, and leaves other paths to others', async () => {
    const server = await startServer()
    expect(await ask(server, 'GET', '/nothing')).toMatchObject({ status: 404 })
    const wrong = await ask(server, 'GET', '/events')
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('allow')).toBe('POST')
    const other = { ...server, app: { ...server.app, appId: 'other' } }
    expect(await ask(other, 'GET', '/channels')).toMatchObject({ status: 404 })
    const elsewhere = await fetch(`http://127.0.0.1:${server.port}/applications`)
    expect(elsewhere.status).toBe(418)
  })

  it('counts the users of presence channels only, of which there are none', async () => {
    const server = await startServer()
    const get = (path: string, params?: object) => ask(server, 'GET', path, { params })
    const info = 'user_count'
    expect(await get('/channels', { info })).toMatchObject({ status: 400 })
    expect(await get('/channels/news', { info })).toMatchObject({ status: 400 })
    expect(await get('/channels', { info: 'other' })).toMatchObject({ status: 400 })
    expect(await get('/channels/%C3%A4')).toMatchObject({ status: 400 })
    expect(await get('/channels/news/users')).toMatchObject({ status: 400 })
    expect(await get('/channels', { info, filter_by_prefix: 'presence-' })).toMatchObject({
      status: 200,
      body: { channels: {} },
    })
  })

  it('says so when the database cannot be reached, and keeps the sockets', async () => {
    const bus = new LocalBus()
    const server = await startServer({ bus })
    const client = await connect(server)
    bus.send = () => Promise.reject(new DatabaseUnavailable('gone'))
    bus.peers = () => Promise.reject(new DatabaseUnavailable('gone'))
    expect(await post(server, EVENT)).toMatchObject({ status: 503 })
    expect(await ask(server, 'GET', '/channels')).toMatchObject({ status: 503 })
    await client.settle()
    bus.send = () => Promise.reject(new Error('a defect'))
    expect(await post(server, EVENT)).toMatchObject({ status: 500 })
    expect(server.log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('a defect'))
  })
})
