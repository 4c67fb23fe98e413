import { createHmac } from 'node:crypto'
import { env } from '@/lib/core/env'

/** Where and as whom events are sent: Pusher, a server that speaks its protocol, or our own embedded one. */
export interface RealtimeSettings {
  appId: string
  key: string
  secret: string
  embedded: boolean
  cluster?: string
  host?: string
  port: number
  useTLS: boolean
}

const derived = (purpose: string) =>
  createHmac('sha256', env().AUTH_SECRET).update(`realtime ${purpose}`).digest('hex')

/**
 * The credentials in the environment, or without them those of the embedded server, which every instance
 * derives from the same secret. Throws one line when only some of them are set.
 */
export function realtimeSettings(): RealtimeSettings {
  const given = env()
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret } = given
  const { PUSHER_CLUSTER: cluster, PUSHER_HOST: host } = given
  const useTLS = given.PUSHER_USE_TLS
  const place = { port: given.PUSHER_PORT ?? (useTLS ? 443 : 80), useTLS }
  if (appId && key && secret && (cluster || host)) {
    return { appId, key, secret, embedded: false, cluster, host, ...place }
  }
  if (appId || key || secret || cluster || host) {
    throw new Error(
      'The environment is not usable: PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET and PUSHER_CLUSTER or PUSHER_HOST belong together; set all of them, or none for the embedded server. See .env.example.',
    )
  }
  return {
    appId: 'erp-access',
    key: derived('key').slice(0, 20),
    secret: derived('secret'),
    embedded: true,
    ...place,
  }
}

/** The origins of the WebSockets that a page opens which was asked for at this host. */
export function realtimeOrigins(pageHost: string | null): string[] {
  const { embedded, cluster, host, port, useTLS } = realtimeSettings()
  if (embedded) return pageHost ? [`ws://${pageHost}`, `wss://${pageHost}`] : []
  const name = host ? `${host}:${port}` : `ws-${cluster}.pusher.com`
  return [`${useTLS ? 'wss' : 'ws'}://${name}`]
}
