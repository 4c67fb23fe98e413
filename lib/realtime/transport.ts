import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import Pusher from 'pusher'
import type { Db } from '@/db/connection'
import { notify } from './embedded/bus'
import { realtimeSettings } from './settings'

export interface OutgoingEvent {
  channel: string
  name: string
  data: Record<string, unknown>
}

/** A way to the browsers. Its calls reject when it does not work at the moment. */
export interface Transport {
  /** How many events go in one call: Pusher takes ten. */
  batchSize: number
  /** How many are sent in one transaction, which must end well before its deadline. */
  claimSize: number
  publish(events: readonly OutgoingEvent[], db: Db): Promise<void>
  /** Closes the connections that a session has signed in. */
  terminate(sessionId: string, db: Db): Promise<void>
}

const TIMEOUT_MS = 3_000
/** How many calls go on at once, so that none of them waits for a socket while its time runs out. */
export const CALLS_AT_ONCE = 25

/** To the embedded servers of all instances, on the commit of the transaction that marks the events as sent. */
function embeddedTransport(app: string): Transport {
  return {
    batchSize: 100,
    claimSize: 1000,
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
    terminate: (user, db) => notify(db, [{ kind: 'terminate', app, user }]),
  }
}

/** The library's own limit ends with the headers of the answer. */
async function inTime<T>(request: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`Pusher did not answer within ${TIMEOUT_MS} ms.`)
    timer = setTimeout(() => reject(error), TIMEOUT_MS)
  })
  return Promise.race([request, late]).finally(() => clearTimeout(timer))
}

/** To Pusher, or to a server that speaks its HTTP API. */
function hostedTransport({ cluster, ...settings }: ReturnType<typeof realtimeSettings>): Transport {
  const { appId, key, secret, host, port, useTLS } = settings
  const agent = new (useTLS ? HttpsAgent : HttpAgent)({
    keepAlive: true,
    maxSockets: CALLS_AT_ONCE,
  })
  const place = host ? { host, port: `${port}` } : { cluster: cluster! }
  const pusher = new Pusher({ appId, key, secret, useTLS, ...place, timeout: TIMEOUT_MS, agent })
  return {
    batchSize: 10,
    claimSize: 100,
    publish: async (events) => {
      await inTime(pusher.triggerBatch(events.map((event) => ({ ...event }))))
    },
    async terminate(user) {
      await inTime(pusher.terminateUserConnections(user))
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
export const isUnsupported = (error: unknown) => [400, 404, 405, 501].includes(statusOf(error) ?? 0)
