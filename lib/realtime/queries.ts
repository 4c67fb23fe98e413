import Pusher from 'pusher'
import type { z } from 'zod'
import type { Principal } from '@/lib/core/context'
import { env } from '@/lib/core/env'
import { AppError } from '@/lib/core/errors'
import { query } from '@/lib/core/operation'
import { nothing } from '@/lib/core/schema'
import { channelOf } from './channel'
import {
  channelRequest,
  channelSignature,
  realtime,
  signInRequest,
  signInSignature,
} from './schema'
import { realtimeSettings } from './settings'

type Options = z.infer<typeof realtime>['options']

/** What a browser needs to know, which it learns at run time and not from the build. */
function browserOptions(): Options {
  const { embedded, cluster = '', host, port, useTLS } = realtimeSettings()
  const common = { cluster, enabledTransports: ['ws', 'wss'] as Options['enabledTransports'] }
  if (embedded) {
    const { protocol, hostname, port } = new URL(env().PUBLIC_URL)
    const forceTLS = protocol === 'https:'
    const number = Number(port) || (forceTLS ? 443 : 80)
    return { ...common, ...at(hostname, number), forceTLS, disableStats: true }
  }
  return { ...common, ...(host && at(host, port)), forceTLS: useTLS, disableStats: true }
}

const at = (wsHost: string, port: number) => ({ wsHost, wsPort: port, wssPort: port })

export const getRealtime = query({
  summary: 'Tell where your permission updates are announced',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Realtime',
  input: nothing,
  output: realtime,
  async run({ actor }) {
    const { key, embedded } = realtimeSettings()
    return { key, channel: channelOf(actor.user_id), embedded, options: browserOptions() }
  },
})

let signing: Pusher | undefined

function signer(): Pusher {
  const { appId, key, secret, host = 'localhost' } = realtimeSettings()
  signing ??= new Pusher({ appId, key, secret, host })
  return signing
}

function assertOwnChannel(actor: Principal, channel: string) {
  if (channel === channelOf(actor.user_id)) return
  throw new AppError(
    'FORBIDDEN',
    `You can only listen to your own channel, ${channelOf(actor.user_id)}.`,
    {
      code: 'foreign_channel',
    },
  )
}

export const signChannel = query({
  summary: 'Sign a subscription to your own channel',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Realtime',
  acceptsForm: true,
  input: channelRequest,
  output: channelSignature,
  async run({ actor }, { socket_id, channel_name }) {
    assertOwnChannel(actor, channel_name)
    return { auth: signer().authorizeChannel(socket_id, channel_name).auth }
  },
})

export const signUser = query({
  summary: 'Sign in a connection, so that it is closed when your session ends',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Realtime',
  acceptsForm: true,
  input: signInRequest,
  output: signInSignature,
  async run({ actor }, { socket_id }) {
    // A person's other sessions stay connected when one ends, so what signs in is the session.
    const user = { id: actor.session_id, user_info: { user_id: actor.user_id } }
    return signer().authenticateUser(socket_id, user)
  },
})
