import type { WebSocket } from 'ws'
import type { Limits } from './limits'
import { CODES, type Code, encodeError, newSocketId, PING } from './protocol'

const AS_TEXT = { binary: false }

/** One socket: what it showed of itself, what it listens to and when it was last heard. */
export class Connection {
  readonly id = newSocketId()
  /** The signed-in user behind it. */
  user: string | undefined
  /** Whether it has signed in or subscribed to a private channel. */
  isAuthorised = false
  /** The private channel for which it was let stay, unless a user is behind it. */
  host: string | undefined
  channels: Set<string> | undefined
  private readonly openedAt = performance.now()
  private heardAt = this.openedAt
  private askedAt: number | undefined
  private second = 0
  private messages = 0

  constructor(
    private readonly socket: WebSocket,
    private readonly limits: Limits,
    readonly address: string | undefined,
  ) {}

  get isOpen() {
    return this.socket.readyState === this.socket.OPEN
  }

  /** Sends an encoded message, unless the client reads so slowly that it has to come back and read anew. */
  send(message: Buffer) {
    if (!this.isOpen) return
    if (this.socket.bufferedAmount > this.limits.bufferedBytes) return this.socket.terminate()
    this.socket.send(message, AS_TEXT)
  }

  /** Tells the client why and closes the socket; one that does not close in time is cut off by ws. */
  close(code: Code, message: string) {
    if (!this.isOpen) return
    this.send(encodeError(message, code))
    this.socket.close(code, message)
  }

  closed(): Promise<unknown> {
    return new Promise((resolve) => this.socket.once('close', resolve))
  }

  heard() {
    this.heardAt = performance.now()
    this.askedAt = undefined
  }

  /** Counts a message; false when there were too many within the same second. */
  mayTalk(): boolean {
    const second = Math.floor(this.heardAt / 1000)
    if (second !== this.second) this.messages = 0
    this.second = second
    return ++this.messages <= this.limits.messagesPerSecond
  }

  /** Closes the socket when its time is over, or asks whether anybody is still there. */
  sweep(now: number) {
    const { authorisationTimeoutMs, activityTimeoutMs, pongTimeoutMs } = this.limits
    if (!this.isAuthorised && now - this.openedAt > authorisationTimeoutMs) {
      return this.close(CODES.unauthorised, 'The connection was not authorised in time.')
    }
    if (this.askedAt === undefined) {
      if (now - this.heardAt <= activityTimeoutMs) return
      this.askedAt = now
      this.send(PING)
    } else if (now - this.askedAt > pongTimeoutMs) {
      this.close(CODES.noPong, 'No answer to the ping was received in time.')
    }
  }
}
