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
  private readonly strangers = new Counts()
  /** Sockets that are here because of a private channel, also when they do not listen to it any more. */
  private readonly guests = new Counts()

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
    if (this.strangers.total >= this.limits.unauthorised) return false
    return this.strangers.of(address) < this.limits.unauthorisedPerAddress
  }

  add(connection: Connection) {
    this.connections.add(connection)
    this.strangers.add(connection.address, 1)
  }

  remove(connection: Connection) {
    if (!this.connections.delete(connection)) return
    if (!connection.isAuthorised) this.strangers.add(connection.address, -1)
    if (connection.host !== undefined) this.guests.add(connection.host, -1)
    for (const channel of connection.channels ?? []) leave(this.channels, channel, connection)
    if (connection.user !== undefined) leave(this.users, connection.user, connection)
  }

  /** Puts the user behind the socket; false when that user has too many. */
  signIn(connection: Connection, user: string): boolean {
    if (connection.user === user) return true
    if ((this.users.get(user)?.size ?? 0) >= this.limits.socketsPerUser) return false
    connection.user = user
    join(this.users, user, connection)
    this.authorise(connection)
    if (connection.host !== undefined) this.guests.add(connection.host, -1)
    connection.host = undefined
    return true
  }

  subscribe(connection: Connection, channel: string): Joined {
    if (connection.channels?.has(channel)) return 'joined'
    if ((connection.channels?.size ?? 0) >= this.limits.channelsPerSocket) return 'socket full'
    if (isPrivate(channel) && !this.welcome(connection, channel)) return 'channel full'
    connection.channels ??= new Set()
    connection.channels.add(channel)
    join(this.channels, channel, connection)
    return 'joined'
  }

  /** Takes in a socket for a private channel, which counts it until it closes; false when it has too many. */
  private welcome(connection: Connection, channel: string): boolean {
    const most = this.limits.subscribersPerPrivateChannel
    if ((this.channels.get(channel)?.size ?? 0) >= most) return false
    if (connection.isAuthorised) return true
    if (this.guests.of(channel) >= most) return false
    connection.host = channel
    this.guests.add(channel, 1)
    this.authorise(connection)
    return true
  }

  private authorise(connection: Connection) {
    if (connection.isAuthorised) return
    connection.isAuthorised = true
    this.strangers.add(connection.address, -1)
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
}

/** How many there are of each, and of all together. */
class Counts {
  total = 0
  private readonly counts = new Map<string | undefined, number>()

  of(name: string | undefined): number {
    return name === undefined ? 0 : (this.counts.get(name) ?? 0)
  }

  add(name: string | undefined, change: 1 | -1) {
    this.total += change
    const count = (this.counts.get(name) ?? 0) + change
    if (count > 0) this.counts.set(name, count)
    else this.counts.delete(name)
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
