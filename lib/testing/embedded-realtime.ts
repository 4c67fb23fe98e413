import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Api from 'pusher'
import Page from 'pusher-js'
import { expect, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Bus, BusHandler, BusMessage } from '@/lib/realtime/embedded/bus'
import type { Limits } from '@/lib/realtime/embedded/limits'
import { RealtimeServer } from '@/lib/realtime/embedded/server'
import { type App, sign } from '@/lib/realtime/embedded/signatures'
import { eventually } from './eventually'

interface Heard {
  event: string
  channel?: string
  data: unknown
}

/** A bus of one instance, for tests of what a server does by itself. */
export class LocalBus implements Bus {
  isListening = true
  handler: BusHandler | undefined

  async send(messages: BusMessage[]) {
    for (const message of messages) this.handler!.onMessage(message)
  }

  listen(handler: BusHandler) {
    this.handler = handler
  }

  async peers() {
    return 1
  }

  async close() {}
}

interface Setting {
  limits?: Partial<Limits>
  bus?: Bus
  /** Another instance of the same app, when one is given. */
  app?: App
  addressOf?: () => string
}

/** The database's address for a listener that can be told from those of other tests by its name. */
export function urlOf(listener: string): string {
  const url = new URL(process.env.DATABASE_URL!)
  url.searchParams.set('application_name', listener)
  return url.toString()
}

export const newApp = () => ({ appId: randomUUID(), key: randomUUID(), secret: randomUUID() })

/** A server of an app of its own behind a real HTTP server, both gone after the test. */
export async function startServer(setting: Setting = {}) {
  const { limits, bus = new LocalBus(), app = newApp(), addressOf } = setting
  const log = vi.fn()
  const server = new RealtimeServer({ ...app, bus, limits, addressOf, log })
  const http = createServer((req, res) => {
    if (!server.handleRequest(req, res)) res.writeHead(418).end()
  })
  http.on('upgrade', (req, socket, head) => {
    if (!server.handleUpgrade(req, socket, head)) socket.end('HTTP/1.1 426 Not here\r\n\r\n')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await server.close()
    http.closeAllConnections()
    http.close()
  })
  const { port } = http.address() as AddressInfo
  const api = new Api({ ...app, host: '127.0.0.1', port: String(port), useTLS: false })
  return { server, app, port, api, bus, log }
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

/** A bare client that says and hears single messages. */
export class RawClient {
  readonly heard: Heard[] = []
  readonly socket: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>

  constructor(port: number, path: string) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
    this.socket.on('error', () => {})
    this.socket.on('message', (raw) => this.heard.push(JSON.parse(raw.toString())))
    this.closed = new Promise((resolve) =>
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
    onTestFinished(() => this.socket.terminate())
  }

  get socketId(): string {
    return JSON.parse(this.heard[0]!.data as string).socket_id
  }

  say(event: string, data: unknown = {}, channel?: string) {
    this.socket.send(JSON.stringify({ event, data, channel }))
  }

  hears(expected: Partial<Heard>) {
    return eventually(() => expect(this.heard).toContainEqual(expect.objectContaining(expected)))
  }

  /** Waits until everything said before was answered. */
  async settle() {
    const before = this.heard.filter(({ event }) => event === 'pusher:pong').length
    this.say('pusher:ping')
    const pongs = () => this.heard.filter(({ event }) => event === 'pusher:pong').length
    await eventually(() => expect(pongs()).toBe(before + 1))
  }
}

export const pathOf = ({ key }: App, query = 'protocol=7&client=js&version=8.6.0') =>
  `/app/${key}?${query}`

/** A bare client that is welcome. */
export async function connect({ port, app }: TestServer): Promise<RawClient> {
  const client = new RawClient(port, pathOf(app))
  await client.hears({ event: 'pusher:connection_established' })
  return client
}

export const authOf = ({ key, secret }: App, client: RawClient, channel: string) =>
  `${key}:${sign(secret, `${client.socketId}:${channel}`)}`

export async function subscribe({ app }: TestServer, client: RawClient, channel: string) {
  client.say('pusher:subscribe', { channel, auth: authOf(app, client, channel) })
  await client.hears({ event: 'pusher_internal:subscription_succeeded', channel })
}

export function signIn({ app }: TestServer, client: RawClient, id: unknown) {
  const user_data = JSON.stringify({ id })
  const signature = sign(app.secret, `${client.socketId}::user::${user_data}`)
  client.say('pusher:signin', { auth: `${app.key}:${signature}`, user_data })
}

/** A page with Pusher's own client library, authorised by Pusher's own server library. */
export function openPage({ port, app, api }: TestServer, user = 'somebody') {
  const page = new Page(app.key, {
    wsHost: '127.0.0.1',
    wsPort: port,
    forceTLS: false,
    enabledTransports: ['ws'],
    cluster: '',
    channelAuthorization: {
      endpoint: '',
      transport: 'ajax',
      customHandler: ({ socketId, channelName }, tell) =>
        tell(null, api.authorizeChannel(socketId, channelName)),
    },
    userAuthentication: {
      endpoint: '',
      transport: 'ajax',
      customHandler: ({ socketId }, tell) =>
        tell(null, api.authenticateUser(socketId, { id: user })),
    },
  })
  onTestFinished(() => page.disconnect())
  return page
}

/** Resolves with what the event brings the next time. */
export const once = (
  emitter: { bind(event: string, callback: (data: unknown) => void): unknown },
  event: string,
) => new Promise<unknown>((resolve) => emitter.bind(event, resolve))
