import type { Connection } from './connection'
import type { Hub } from './hub'
import {
  type ClientMessage,
  CODES,
  decode,
  encode,
  encodeError,
  encodeSubscribed,
  encodeUnsubscribed,
  isChannel,
  isPresence,
  isPrivate,
  isUserChannel,
  PONG,
  userChannel,
} from './protocol'
import { type App, isChannelAuthorised, isUserAuthenticated } from './signatures'

const LONGEST_ECHO = 100

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** What the server answers to what clients say. */
export class Conversation {
  constructor(
    private readonly app: App,
    private readonly hub: Hub,
  ) {}

  hear(connection: Connection, raw: Buffer, isBinary: boolean) {
    if (!this.notice(connection)) return
    const message = isBinary ? undefined : decode(raw.toString())
    if (!message) {
      return connection.send(encodeError('The message is not an event of the Pusher protocol.'))
    }
    this.answer(connection, message)
  }

  /** Takes note that something came, and closes a connection from which too much comes. */
  notice(connection: Connection): boolean {
    // What arrived before the client saw the close frame is no longer answered.
    if (!connection.isOpen) return false
    connection.heard()
    if (connection.mayTalk()) return true
    connection.close(CODES.rejected, 'The connection sends too many messages.')
    return false
  }

  private answer(connection: Connection, { event, data }: ClientMessage) {
    if (event === 'pusher:ping') return connection.send(PONG)
    if (event === 'pusher:pong') return
    if (event === 'pusher:subscribe') return this.subscribe(connection, data)
    if (event === 'pusher:unsubscribe') {
      return this.hub.unsubscribe(connection, textOf(data.channel) ?? '')
    }
    if (event === 'pusher:signin') return this.signIn(connection, data)
    if (event.startsWith('client-')) {
      const why = 'This server does not forward events of clients.'
      return connection.send(encodeError(why, CODES.rejected))
    }
    connection.send(encodeError(`There is no event ${event.slice(0, LONGEST_ECHO)}.`))
  }

  private signIn(connection: Connection, data: ClientMessage['data']) {
    const auth = textOf(data.auth) ?? ''
    const userData = textOf(data.user_data) ?? ''
    const user = isUserAuthenticated(this.app, auth, connection.id, userData)
      ? userIn(userData)
      : undefined
    if (user === undefined || (connection.user !== undefined && connection.user !== user)) {
      return connection.close(CODES.unauthorised, 'The sign-in is not valid for this connection.')
    }
    if (!this.hub.signIn(connection, user)) {
      return connection.close(CODES.overQuota, 'This user has too many connections.')
    }
    connection.send(encode('pusher:signin_success', { user_data: userData }))
  }

  private subscribe(connection: Connection, data: ClientMessage['data']) {
    const channel = textOf(data.channel)
    if (channel === undefined) {
      return connection.send(encodeError('A subscription needs the name of a channel.'))
    }
    const refuse = (type: string, status: number, error: string) =>
      connection.send(encodeUnsubscribed(channel, { type, error, status }))
    if (!isChannel(channel)) return refuse('InvalidChannel', 400, 'This is no name of a channel.')
    if (isPresence(channel)) {
      return refuse('Unsupported', 403, 'This server does not offer presence channels.')
    }
    if (!this.mayHear(connection, channel, data)) {
      return refuse('AuthError', 401, 'The connection is not authorised for this channel.')
    }
    const outcome = this.hub.subscribe(connection, channel)
    if (outcome === 'socket full') {
      return refuse('LimitReached', 429, 'The connection has too many channels.')
    }
    if (outcome === 'channel full') {
      return refuse('LimitReached', 429, 'The channel has too many subscribers.')
    }
    connection.send(encodeSubscribed(channel))
  }

  private mayHear(connection: Connection, channel: string, data: ClientMessage['data']): boolean {
    if (isUserChannel(channel)) {
      return connection.user !== undefined && channel === userChannel(connection.user)
    }
    if (!isPrivate(channel)) return true
    return isChannelAuthorised(this.app, textOf(data.auth) ?? '', {
      socketId: connection.id,
      channel,
      channelData: textOf(data.channel_data),
    })
  }
}

function userIn(userData: string): string | undefined {
  try {
    const id: unknown = JSON.parse(userData)?.id
    return typeof id === 'string' && isUserChannel(userChannel(id)) ? id : undefined
  } catch {
    return undefined
  }
}
