import { describe, expect, it, vi } from 'vitest'
import { DatabaseUnavailable } from '@/db/connection'
import { connect, LocalBus, startServer, subscribe, type TestServer } from './sandbox'
import { sign } from './signatures'

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

describe('the signature of a request', () => {
  const seconds = () => Math.floor(Date.now() / 1000)

  async function send(
    change: Record<string, string | undefined>,
    { secret, method = 'GET', body }: { secret?: string; method?: string; body?: string } = {},
  ) {
    const { app, port } = await startServer()
    const path = `/apps/${app.appId}/channels`
    const given = {
      auth_key: app.key,
      auth_timestamp: `${seconds()}`,
      auth_version: '1.0',
      ...change,
    }
    const query = Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('&')
    const signature = change.auth_signature ?? sign(secret ?? app.secret, `GET\n${path}\n${query}`)
    const url = `http://127.0.0.1:${port}${path}?${query}&auth_signature=${signature}`
    return (await fetch(url, { method, body })).status
  }

  it.each([
    ['an unknown key', { auth_key: 'other' }],
    ['no key', { auth_key: undefined }],
    ['an old time', { auth_timestamp: `${seconds() - 620}` }],
    ['a time to come', { auth_timestamp: `${seconds() + 620}` }],
    ['a time that is none', { auth_timestamp: 'now' }],
    ['no time', { auth_timestamp: undefined }],
    ['another version', { auth_version: '2.0' }],
  ])('is refused with %s', async (_, change) => {
    expect(await send(change)).toBe(401)
  })

  it('is refused with another secret, for another method and twice', async () => {
    expect(await send({}, { secret: 'other' })).toBe(401)
    expect(await send({}, { method: 'POST', body: '{}' })).toBe(401)
    expect(await send({ auth_signature: 'x' })).toBe(400)
    expect(await send({ more: '%zz' })).toBe(400)
  })

  it('is taken within ten minutes, and with parameters it covers', async () => {
    expect(await send({ auth_timestamp: `${seconds() - 580}` })).toBe(200)
    expect(await send({ filter_by_prefix: 'private-' })).toBe(200)
  })

  it('covers the body', async () => {
    const { app, port, api } = await startServer()
    const path = `/apps/${app.appId}/events`
    const body = JSON.stringify(EVENT)
    const post = async (query: string, sent: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}?${query}`, { method: 'POST', body: sent }))
        .status
    const query = api.createSignedQueryString({ method: 'POST', path, body, params: {} })
    expect(await post(query, body)).toBe(200)
    expect(await post(query, body.replace('news', 'olds'))).toBe(401)
    const uncovered = api.createSignedQueryString({ method: 'POST', path, params: {} })
    expect(await post(uncovered, body)).toBe(401)
  })

  it('covers a path that was escaped on the way', async () => {
    const { server, api, app, log } = await startServer()
    const terminate = vi.spyOn(LocalBus.prototype, 'send')
    await api.terminateUserConnections('Zoë Müller')
    expect(terminate).toHaveBeenCalledWith([
      { kind: 'terminate', app: app.appId, user: 'Zoë Müller' },
    ])
    terminate.mockRestore()
    expect(server.connections).toBe(0)
    expect(log).not.toHaveBeenCalled()
  })
})
