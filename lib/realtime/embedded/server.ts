import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { describeForLog } from '@/lib/core/errors'
import type { Bus, BusMessage } from './bus'
import { Census } from './census'
import { Connection } from './connection'
import { Conversation } from './conversation'
import { refusalOf } from './handshake'
import { HttpApi } from './http-api'
import { Hub } from './hub'
import { LIMITS, type Limits } from './limits'
import { CODES, encodeEstablished, type Refusal } from './protocol'
import type { App } from './signatures'

const MOST_FRAGMENTS = 128
const RECONNECT_PAUSE_MS = 100

interface RealtimeOptions extends App {
  bus: Bus
  limits?: Partial<Limits>
  /** Where a request comes from; without it the sockets of one address are not limited. */
  addressOf?(req: IncomingMessage): string | undefined
  log?(line: string): void
}

interface Room {
  hub: Hub
  conversation: Conversation
}

/** What the listeners need to know of a socket, so that all sockets share the same few functions. */
const sessions = new WeakMap<WebSocket, Room & { connection: Connection }>()

function onMessage(this: WebSocket, raw: RawData, isBinary: boolean) {
  const { conversation, connection } = sessions.get(this)!
  // Safe because ws hands over another type only when its `binaryType` was changed.
  conversation.hear(connection, raw as Buffer, isBinary)
}

function onPing(this: WebSocket) {
  const { conversation, connection } = sessions.get(this)!
  conversation.notice(connection)
}

function onClose(this: WebSocket) {
  const { hub, connection } = sessions.get(this)!
  hub.remove(connection)
}

// Whatever goes wrong with a socket, ws also closes it.
function onError() {}

/** A realtime server that speaks Pusher's protocol 7 and HTTP API, for use by Pusher's own libraries. */
export class RealtimeServer {
  private readonly limits: Limits
  private readonly room: Room
  private readonly census: Census
  private readonly api: HttpApi
  private readonly sockets: WebSocketServer
  private readonly timer: NodeJS.Timeout
  private readonly log: (line: string) => void
  private isClosing = false

  constructor(private readonly options: RealtimeOptions) {
    const { appId, key, secret, bus } = options
    const app = { appId, key, secret }
    this.log = options.log ?? console.error
    this.limits = { ...LIMITS, ...options.limits }
    const hub = new Hub(this.limits)
    this.room = { hub, conversation: new Conversation(app, hub) }
    this.census = new Census(appId, hub, bus, this.limits.answerMs)
    this.api = new HttpApi(app, this.limits, bus, this.census, this.log)
    this.sockets = new WebSocketServer(socketOptions(this.limits))
    this.timer = setInterval(() => this.sweep(), this.limits.sweepMs).unref()
    bus.listen({
      onMessage: (message) => this.deliver(message),
      onGap: () => this.startAnew(),
    })
  }

  /** Sockets that are open at the moment. */
  get connections() {
    return this.room.hub.size
  }

  /** Those of the channels that somebody listens to, in whatever instance. */
  async occupied(channels: readonly string[]): Promise<Iterable<string>> {
    return (await this.census.count({ channels: [...channels] })).keys()
  }

  /** Takes a WebSocket upgrade under /app/; false when it is none and somebody else must answer. */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (req.headers.upgrade?.toLowerCase() !== 'websocket') return false
    if (!req.url?.startsWith('/app/')) return false
    this.sockets.handleUpgrade(req, socket, head, (accepted) => this.welcome(accepted, req))
    return true
  }

  /** Takes an HTTP request under /apps/; false when it is none and somebody else must answer. */
  handleRequest(req: IncomingMessage, res: ServerResponse): boolean {
    if (!req.url?.startsWith('/apps/')) return false
    void this.api.handle(req, res)
    return true
  }

  /** Sends every client away to come back at once, and ends when all have gone or were cut off. */
  async close(): Promise<void> {
    this.isClosing = true
    clearInterval(this.timer)
    const open = [...this.room.hub.all()]
    const closed = Promise.all(open.map((connection) => connection.closed()))
    for (const connection of open) connection.close(CODES.reconnect, 'The server is restarting.')
    await closed
    await this.options.bus.close()
  }

  private welcome(socket: WebSocket, req: IncomingMessage) {
    socket.on('error', onError)
    const connection = new Connection(socket, this.limits, this.options.addressOf?.(req))
    const refusal = this.refusalOf(req, connection)
    if (refusal) return connection.close(refusal.code, refusal.message)
    sessions.set(socket, { ...this.room, connection })
    socket.on('message', onMessage).on('ping', onPing).on('close', onClose)
    this.room.hub.add(connection)
    connection.send(encodeEstablished(connection.id, this.limits.activityTimeoutMs))
  }

  private refusalOf(req: IncomingMessage, { address }: Connection): Refusal | undefined {
    const refusal = refusalOf(req.url!, this.options.key)
    if (refusal) return refusal
    // Before it listens it would miss events; and who comes while it ends had better not come at once again.
    const isReady = this.options.bus.isListening && !this.isClosing
    if (!isReady || !this.room.hub.hasRoom(address)) {
      return { code: CODES.overCapacity, message: 'The server has no room for this connection.' }
    }
    return undefined
  }

  private deliver(message: BusMessage) {
    if (message.app !== this.options.appId) return
    const { hub } = this.room
    if (message.kind === 'event') {
      return hub.broadcast(message.channel, message.event, message.data, message.except)
    }
    if (message.kind === 'answer') return this.census.onAnswer(message)
    if (message.kind === 'terminate') {
      for (const connection of hub.ofUser(message.user)) {
        connection.close(CODES.unauthorised, 'The connections of this user were ended.')
      }
      return
    }
    // The one who asked does without, after a while.
    this.census.onAsk(message).catch((error) => {
      this.log(`The realtime server could not tell its channels: ${describeForLog(error)}`)
    })
  }

  /** Events may have been lost, so that every page has to read again what it shows. */
  private startAnew() {
    this.log(`The realtime server lost its notifications; ${this.connections} clients reconnect.`)
    const stale = [...this.room.hub.all()]
    // In turns, since all their pages ask the database anew, which may just have come back.
    const sendSomeAway = () => {
      for (const connection of stale.splice(0, this.limits.reconnectsAtOnce)) {
        connection.close(CODES.reconnect, 'Events may have been lost.')
      }
      if (stale.length > 0) setTimeout(sendSomeAway, RECONNECT_PAUSE_MS).unref()
    }
    sendSomeAway()
  }

  private sweep() {
    const now = performance.now()
    for (const connection of this.room.hub.all()) connection.sweep(now)
  }
}

// `closeTimeout` is an option of ws that its types do not know yet.
const socketOptions = (limits: Limits): ServerOptions & { closeTimeout: number } => ({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: limits.messageBytes,
  maxFragments: MOST_FRAGMENTS,
  closeTimeout: limits.closeMs,
})
