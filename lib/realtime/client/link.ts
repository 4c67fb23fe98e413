import type Pusher from 'pusher-js'
import type { Options } from 'pusher-js'
import type { RealtimeAddress } from '../schema'
import { backOff } from './state'

export interface LinkEvents {
  /** The channel is subscribed; what happened before has to be read. */
  connected(): void
  lost(): void
  /** The server closed the connection or refused the channel, perhaps because the session has ended. */
  refused(): void
  changed(version: unknown): void
  revoked(reason: unknown): void
}

export interface Link {
  /** Tries at once when there is no connection. */
  retry(): void
  close(): void
}

export type Connect = (on: LinkEvents) => Link

const FIRST_PAUSE_MS = 3_000
const LONGEST_PAUSE_MS = 30_000
/** A connection that lasts less counts as another failure, so that refusals do not follow each other closely. */
const STABLE_MS = 10_000
/** Shorter than the library's two minutes and 30 s, so that a dead connection is noticed while somebody looks. */
const ACTIVITY = { activityTimeout: 30_000, pongTimeout: 10_000 }

/** What pusher-js needs on this page; the embedded server is wherever the page itself came from. */
export function optionsFor(
  { embedded, options }: RealtimeAddress,
  page: Pick<Location, 'protocol' | 'hostname' | 'port'>,
): Options {
  const own: Partial<Options> = {
    wsHost: page.hostname,
    wsPort: Number(page.port) || 80,
    wssPort: Number(page.port) || 443,
    forceTLS: page.protocol === 'https:',
    enabledTransports: ['ws'],
  }
  return {
    ...options,
    ...(embedded && own),
    ...ACTIVITY,
    channelAuthorization: { endpoint: '/api/realtime/auth/', transport: 'ajax' },
    userAuthentication: { endpoint: '/api/realtime/user-auth/', transport: 'ajax' },
  }
}

type Load = () => Promise<{ default: typeof Pusher }>

/** Keeps a subscription to the person's channel. The library comes by itself, so that no page waits for it. */
export class PusherLink implements Link {
  private pusher: Pusher | undefined
  private subscribedAt: number | undefined
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private isLoading = false
  private isResetting = false
  private isClosed = false

  constructor(
    private readonly on: LinkEvents,
    private readonly address: Pick<RealtimeAddress, 'key' | 'channel'>,
    private readonly options: Options,
    private readonly load: Load = () => import('pusher-js'),
  ) {
    void this.attempt()
  }

  retry() {
    if (this.subscribedAt === undefined) void this.attempt()
  }

  close() {
    this.isClosed = true
    clearTimeout(this.timer)
    this.reset()
  }

  /**
   * The library would wait up to a minute between attempts, all browsers equally long, and not come back at
   * all once it was refused.
   */
  private watch() {
    if (this.timer !== undefined || this.isClosed) return
    const pause = backOff(this.failures++, FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
    this.timer = setTimeout(() => void this.attempt(), pause)
  }

  private calm() {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async attempt() {
    this.calm()
    this.watch()
    if (this.pusher) {
      this.reset()
      this.pusher.connect()
      return
    }
    if (this.isLoading) return
    this.isLoading = true
    const library = await this.load().catch(() => undefined)
    this.isLoading = false
    if (library && !this.isClosed) this.start(library.default)
  }

  private start(Library: typeof Pusher) {
    const pusher = new Library(this.address.key, this.options)
    this.pusher = pusher
    pusher.connection.bind('state_change', (change: { previous: string; current: string }) => {
      if (change.previous === 'connected') this.lose()
      if (change.current === 'disconnected' && !this.isResetting) this.refuse()
    })
    pusher
      .subscribe(this.address.channel)
      .bind('pusher:subscription_succeeded', () => this.succeed())
      .bind('pusher:subscription_error', () => this.refuse())
      .bind('permissionUpdate', (data?: { version?: unknown }) => this.on.changed(data?.version))
      .bind('session.revoked', (data?: { reason?: unknown }) => this.on.revoked(data?.reason))
    // Signed in, the connection is closed when the session ends, also if the event should get lost.
    pusher.user.bind('pusher:signin_error', () => this.refuse())
    pusher.signin()
  }

  private reset() {
    this.isResetting = true
    this.pusher?.disconnect()
    this.isResetting = false
  }

  private succeed() {
    this.calm()
    this.subscribedAt = Date.now()
    this.on.connected()
  }

  private lose() {
    if (this.subscribedAt === undefined) return
    if (Date.now() - this.subscribedAt >= STABLE_MS) this.failures = 0
    this.subscribedAt = undefined
    if (this.isClosed) return
    this.watch()
    this.on.lost()
  }

  private refuse() {
    if (this.isClosed) return
    this.lose()
    this.watch()
    this.on.refused()
  }
}
