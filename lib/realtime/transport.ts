import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import Pusher from 'pusher'
import type { Db } from '@/db/connection'
import { notify } from './embedded/bus'
import { type RealtimeSettings, realtimeSettings } from './settings'

export interface OutgoingEvent {
  channel: string
  name: string
  data: Record<string, unknown>
}

/** A way to the browsers. */
export interface Transport {
  /** How many events go in one call: Pusher takes ten. */
  batchSize: number
  /** How many are sent in one transaction, which must end well before its deadline. */
  claimSize: number
  /** Rejects when it does not work at the moment. */
  publish(events: readonly OutgoingEvent[], db: Db): Promise<void>
  /** Closes the connections that sessions have signed in. Answers why it failed for some of them. */
  terminate(sessionIds: readonly string[], db: Db): Promise<Map<string, unknown>>
}

export const chunksOf = <T>(items: readonly T[], size: number) =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

const TIMEOUT_MS = 3_000
/** How many calls go on at once, so that none of them waits for a socket while its time runs out. */
const CALLS_AT_ONCE = 25

/** To the embedded servers of all instances, on the commit of the transaction that marks the events as sent. */
function embeddedTransport(app: string): Transport {
  return {
    batchSize: 100,
    claimSize: 200,
    publish: (events, db) =>
      notify(
        db,
        events.map(({ channel, name, data }) => ({
          kind: 'event',
          app,
          channel,
          event: name,
          data: JSON.stringify(data),
        })),
      ),
    async terminate(users, db) {
      await notify(
        db,
        users.map((user) => ({ kind: 'terminate', app, user })),
      )
      return new Map()
    },
  }
}

/** The library's own limit ends with the headers of the answer. */
export async function inTime<T>(request: Promise<T>, timeoutMs = TIMEOUT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`Pusher did not answer within ${timeoutMs} ms.`)
    timer = setTimeout(() => reject(error), timeoutMs)
  })
  return Promise.race([request, late]).finally(() => clearTimeout(timer))
}

/** Pusher's own library, which keeps its connections for further calls. */
export function hostedPusher(settings: RealtimeSettings, timeout: number, maxSockets: number) {
  const { appId, key, secret, cluster, host, port, useTLS } = settings
  const agent = new (useTLS ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets })
  const place = host ? { host, port: `${port}` } : { cluster: cluster! }
  return new Pusher({ appId, key, secret, useTLS, ...place, timeout, agent })
}

/** To Pusher, or to a server that speaks its HTTP API. */
function hostedTransport(settings: RealtimeSettings): Transport {
  const pusher = hostedPusher(settings, TIMEOUT_MS, CALLS_AT_ONCE)
  return {
    batchSize: 10,
    claimSize: 100,
    publish: async (events) => {
      await inTime(pusher.triggerBatch(events.map((event) => ({ ...event }))))
    },
    async terminate(users) {
      const failures = new Map<string, unknown>()
      for (const wave of chunksOf(users, CALLS_AT_ONCE)) {
        const calls = wave.map((user) =>
          inTime(pusher.terminateUserConnections(user)).catch((error: unknown) => {
            if (!isUnsupported(error)) failures.set(user, error)
          }),
        )
        await Promise.all(calls)
      }
      return failures
    },
  }
}

export function realtimeTransport(): Transport {
  const settings = realtimeSettings()
  return settings.embedded ? embeddedTransport(settings.appId) : hostedTransport(settings)
}

/** What is wrong with a request that was refused or got no answer, without its address, which is signed. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Safe because these are the optional fields of the library's own error and of what it wraps.
  const { status, error: cause } = error as {
    status?: number
    error?: { code?: string; type?: string }
  }
  if (status) return `Pusher answered with status ${status}.`
  return cause ? `Pusher could not be reached (${cause.code ?? cause.type}).` : error.message
}

const statusOf = (error: unknown) =>
  error instanceof Error && 'status' in error ? Number(error.status) : undefined

/** Whether a batch was refused for what it says, so that the same again will be refused again. */
export const isRefusal = (error: unknown) => [400, 413].includes(statusOf(error) ?? 0)

/** Whether the server cannot close connections of users, which is a feature that not all have. */
const isUnsupported = (error: unknown) => [400, 404, 405, 501].includes(statusOf(error) ?? 0)
