import { describe, expect, it, vi } from 'vitest'
import { LocalBus, startServer } from '@/lib/testing/embedded-realtime'
import { sign } from './signatures'

const EVENT = { name: 'changed', channel: 'news', data: '{}' }

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
