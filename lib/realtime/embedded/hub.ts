import type { Connection } from './connection'
import type { Limits } from './limits'
import { encode, isPrivate, isUserChannel } from './protocol'

/** Which channels somebody wants to know about: those named, or all whose names begin so. */
export interface Question {
  channels?: string[]
  prefix?: string
}

type Joined = 'joined' | 'socket full' | 'channel full'

/** Who is here, who they are and what they listen to. */
export class Hub {
  private readonly connections = new Set<Connection>()
  private readonly channels = new Map<string, Set<Connection>>()
  private readonly users = new Map<string, Set<Connection>>()
  private readonly strangers = new Map<string, number>()

  constructor(private readonly limits: Limits) {}

  get size() {
    return this.connections.size
  }

  all(): Iterable<Connection> {
    return this.connections
  }

  /** Whether one more may come from this address. */
  hasRoom(address: string | undefined): boolean {
    if (this.connections.size >= this.limits.sockets) return false
    return (
      address === undefined ||
      (this.strangers.get(address) ?? 0) < this.limits.unauthorisedPerAddress
    )
  }

  add(connection: Connection) {
    this.connections.add(connection)
    this.countStranger(connection, 1)
  }

  remove(connection: Connection) {
    if (!this.connections.delete(connection)) return
    if (!connection.isAuthorised) this.countStranger(connection, -1)
    for (const channel of connection.channels ?? []) leave(this.channels, channel, connection)
    if (connection.user !== undefined) leave(this.users, connection.user, connection)
  }

  authorise(connection: Connection) {
    if (connection.isAuthorised) return
    connection.isAuthorised = true
    this.countStranger(connection, -1)
  }

  /** Puts the user behind the socket; false when that user has too many. */
  signIn(connection: Connection, user: string): boolean {
    if (connection.user === user) return true
    if ((this.users.get(user)?.size ?? 0) >= this.limits.socketsPerUser) return false
    connection.user = user
    join(this.users, user, connection)
    this.authorise(connection)
    return true
  }

  subscribe(connection: Connection, channel: string): Joined {
    if (connection.channels?.has(channel)) return 'joined'
    if ((connection.channels?.size ?? 0) >= this.limits.channelsPerSocket) return 'socket full'
    const subscribers = this.channels.get(channel)?.size ?? 0
    if (isPrivate(channel) && subscribers >= this.limits.subscribersPerPrivateChannel) {
      return 'channel full'
    }
    connection.channels ??= new Set()
    connection.channels.add(channel)
    join(this.channels, channel, connection)
    return 'joined'
  }

  unsubscribe(connection: Connection, channel: string) {
    if (connection.channels?.delete(channel)) leave(this.channels, channel, connection)
  }

  /** Sends an event to all who listen to the channel, but to the socket it came from. */
  broadcast(channel: string, event: string, data: string, except?: string) {
    const subscribers = this.channels.get(channel)
    if (!subscribers) return
    const message = encode(event, data, channel)
    for (const connection of subscribers) {
      if (connection.id !== except) connection.send(message)
    }
  }

  ofUser(user: string): Iterable<Connection> {
    return this.users.get(user) ?? []
  }

  /** How many listen to each of the channels; a user's own channel is nobody's to list. */
  count({ channels, prefix = '' }: Question): [channel: string, subscribers: number][] {
    const names = channels ?? this.channels.keys()
    return [...names].flatMap((name): [string, number][] => {
      const subscribers = this.channels.get(name)?.size
      const isAsked = channels !== undefined || (name.startsWith(prefix) && !isUserChannel(name))
      return subscribers && isAsked ? [[name, subscribers]] : []
    })
  }

  private countStranger({ address }: Connection, change: 1 | -1) {
    if (address === undefined) return
    const count = (this.strangers.get(address) ?? 0) + change
    if (count > 0) this.strangers.set(address, count)
    else this.strangers.delete(address)
  }
}

function join(groups: Map<string, Set<Connection>>, name: string, connection: Connection) {
  const group = groups.get(name)
  if (group) group.add(connection)
  else groups.set(name, new Set([connection]))
}

function leave(groups: Map<string, Set<Connection>>, name: string, connection: Connection) {
  const group = groups.get(name)
  if (group?.delete(connection) && group.size === 0) groups.delete(name)
}
