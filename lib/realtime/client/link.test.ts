import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type LocalBus, startServer } from '@/lib/testing/embedded-realtime'
import { eventually } from '@/lib/testing/eventually'
import type { RealtimeAddress } from '../schema'
import { optionsFor, PusherLink } from './link'

const CHANNEL = 'private-user-ann'
const SESSION = randomUUID()

async function bodyOf(request: IncomingMessage) {
  let text = ''
  for await (const part of request) text += part
  return new URLSearchParams(text)
}

/** A link with the real library to the real server; the page's own server signs, or refuses, beside it. */
async function start() {
  const realtime = await startServer()
  const signing = { status: 200, requests: 0 }
  const http = createServer(async (request, response) => {
    signing.requests++
    const socketId = (await bodyOf(request)).get('socket_id')!
    const signed = request.url!.endsWith('/user-auth/')
      ? realtime.api.authenticateUser(socketId, { id: SESSION })
      : realtime.api.authorizeChannel(socketId, CHANNEL)
    response.writeHead(signing.status).end(JSON.stringify(signed))
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const page = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const place = { protocol: 'http:', hostname: '127.0.0.1', port: String(realtime.port) }
  const options = optionsFor(addressOf({ embedded: true }), place)
  // A browser knows where the page came from; Node has to be told.
  for (const auth of [options.channelAuthorization, options.userAuthentication]) {
    if (auth && 'endpoint' in auth) auth.endpoint = page + auth.endpoint
  }
  const on = {
    connected: vi.fn(),
    lost: vi.fn(),
    refused: vi.fn(),
    changed: vi.fn(),
    revoked: vi.fn(),
  }
  const link = new PusherLink(on, { key: realtime.app.key, channel: CHANNEL }, options)
  onTestFinished(() => {
    link.close()
    http.close()
    http.closeAllConnections()
  })
  return { realtime, signing, on, link }
}

const addressOf = (more: Partial<RealtimeAddress>): RealtimeAddress => ({
  key: 'key',
  channel: CHANNEL,
  embedded: false,
  options: {
    cluster: 'eu',
    wsHost: 'elsewhere.example',
    wsPort: 80,
    wssPort: 443,
    forceTLS: true,
    enabledTransports: ['ws', 'wss'],
    disableStats: true,
  },
  ...more,
})

const called = (mock: ReturnType<typeof vi.fn>, times = 1) =>
  eventually(() => expect(mock).toHaveBeenCalledTimes(times))

it('subscribes to the channel and passes on both events', async () => {
  const { realtime, on } = await start()
  await called(on.connected)
  await realtime.api.trigger(CHANNEL, 'permissionUpdate', { version: 7 })
  await called(on.changed)
  expect(on.changed).toHaveBeenCalledWith(7)
  await realtime.api.trigger(CHANNEL, 'session.revoked', { reason: 'deactivated' })
  await called(on.revoked)
  expect(on.revoked).toHaveBeenCalledWith('deactivated')
})

it('is signed in as the session, and comes back after the server closed it for good', async () => {
  const { realtime, on } = await start()
  await called(on.connected)
  await eventually(async () => {
    await realtime.api.terminateUserConnections(SESSION)
    expect(on.refused).toHaveBeenCalled()
  })
  expect(on.lost).toHaveBeenCalledOnce()
  await called(on.connected, 2)
})

it('comes back at once when the server sends everybody away', async () => {
  const { realtime, on } = await start()
  await called(on.connected)
  // Safe because no other bus was asked for.
  const bus = realtime.bus as LocalBus
  bus.handler!.onGap()
  await called(on.connected, 2)
  expect(on.lost).toHaveBeenCalledOnce()
  expect(on.refused).not.toHaveBeenCalled()
})

it('says so when the channel is refused, and asks again later', async () => {
  const { signing, on } = await start()
  signing.status = 403
  await eventually(() => expect(on.refused).toHaveBeenCalled())
  expect(on.connected).not.toHaveBeenCalled()
  signing.status = 200
  await called(on.connected)
})

it('does not come back after it was closed', async () => {
  const { realtime, on, link } = await start()
  await called(on.connected)
  link.close()
  await eventually(() => expect(realtime.server.connections).toBe(0))
  expect(on.lost).not.toHaveBeenCalled()
  expect(on.refused).not.toHaveBeenCalled()
})

it('asks the page’s own address for the embedded server, and otherwise where it was told', () => {
  const page = { protocol: 'https:', hostname: 'erp.example', port: '' }
  expect(optionsFor(addressOf({ embedded: true }), page)).toMatchObject({
    wsHost: 'erp.example',
    wssPort: 443,
    forceTLS: true,
  })
  expect(optionsFor(addressOf({}), page)).toMatchObject({
    wsHost: 'elsewhere.example',
    cluster: 'eu',
  })
})
