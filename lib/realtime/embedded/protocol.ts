import { randomInt } from 'node:crypto'

/** The codes of Pusher's protocol 7 with which sockets are closed; their hundreds tell clients when to come back. */
export const CODES = {
  unknownApp: 4001,
  overQuota: 4004,
  pathNotFound: 4005,
  invalidVersion: 4006,
  unsupportedProtocol: 4007,
  noProtocol: 4008,
  unauthorised: 4009,
  overCapacity: 4100,
  reconnect: 4200,
  noPong: 4201,
  rejected: 4301,
} as const

export type Code = (typeof CODES)[keyof typeof CODES]

export interface Refusal {
  code: Code
  message: string
}

export interface ClientMessage {
  event: string
  data: Record<string, unknown>
}

const CHANNEL = /^[A-Za-z0-9_\-=@,.;]{1,164}$/
const USER_CHANNEL = '#server-to-user-'
const LONGEST_USER_ID = 200

export const userChannel = (user: string) => `${USER_CHANNEL}${user}`

export const isUserChannel = (channel: string) =>
  channel.startsWith(USER_CHANNEL) &&
  channel.length > USER_CHANNEL.length &&
  channel.length <= USER_CHANNEL.length + LONGEST_USER_ID

export const isChannel = (name: string) => CHANNEL.test(name) || isUserChannel(name)
export const isPrivate = (channel: string) => channel.startsWith('private-')
export const isEncrypted = (channel: string) => channel.startsWith('private-encrypted-')
export const isPresence = (channel: string) => channel.startsWith('presence-')

/** Nobody can guess it, since whoever knows it may have events kept from the socket. */
export const newSocketId = () => `${randomInt(2 ** 48 - 1)}.${randomInt(2 ** 48 - 1)}`

export const encode = (event: string, data: unknown, channel?: string): Buffer =>
  Buffer.from(JSON.stringify({ event, channel, data }))

export const PING = encode('pusher:ping', '{}')
export const PONG = encode('pusher:pong', '{}')

export const encodeEstablished = (socketId: string, activityTimeoutMs: number) =>
  encode(
    'pusher:connection_established',
    JSON.stringify({ socket_id: socketId, activity_timeout: activityTimeoutMs / 1000 }),
  )

/** Without a code it is about one message and the socket stays; with one that closes, the close frame follows. */
export const encodeError = (message: string, code: Code | null = null) =>
  encode('pusher:error', { code, message })

export const encodeSubscribed = (channel: string) =>
  encode('pusher_internal:subscription_succeeded', '{}', channel)

export const encodeUnsubscribed = (
  channel: string,
  error: { type: string; error: string; status: number },
) => encode('pusher:subscription_error', error, channel)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a client says, or nothing when it is not a message of the protocol. Some libraries send the data as text. */
export function decode(text: string): ClientMessage | undefined {
  const message = parse(text)
  if (!isObject(message) || typeof message.event !== 'string') return undefined
  const data = typeof message.data === 'string' ? parse(message.data) : message.data
  return { event: message.event, data: isObject(data) ? data : {} }
}
