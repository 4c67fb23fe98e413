import Pusher, { type Channel } from 'pusher-js'
import { expectOk } from './client'
import type { Person } from './people'

interface Address {
  key: string
  channel: string
  options: { cluster: string; forceTLS: boolean }
}

export interface Heard {
  event: string
  data: { version?: number; session_ids?: string[]; reason?: string }
  at: number
}

/** An open page of a person, as another frontend would connect it: with pusher-js and a bearer token. */
export class Listener {
  readonly heard: Heard[] = []
  /** The codes with which the server closed or refused the connection. */
  readonly errors = new Set<number>()

  private constructor(
    readonly pusher: Pusher,
    readonly channel: Channel,
  ) {
    channel.bind_global((event: string, data: Heard['data']) => {
      if (!event.startsWith('pusher:')) this.heard.push({ event, data, at: performance.now() })
    })
    pusher.connection.bind('error', (error: { data?: { code?: number } }) => {
      if (error.data?.code) this.errors.add(error.data.code)
    })
  }

  /** Connects, signs in and subscribes to the person's own channel. */
  static async of(person: Person): Promise<Listener> {
    const { key, channel, options } = await expectOk(person.get<Address>('/api/realtime/'))
    const headers = { authorization: `Bearer ${person.access}` }
    const authorise = (path: string) => ({
      endpoint: person.url + path,
      transport: 'ajax' as const,
      headers,
    })
    const pusher = new Pusher(key, {
      ...options,
      channelAuthorization: authorise('/api/realtime/auth/'),
      userAuthentication: authorise('/api/realtime/user-auth/'),
    })
    pusher.signin()
    const subscription = pusher.subscribe(channel)
    await Promise.all([
      new Promise((done) => pusher.bind('pusher:signin_success', done)),
      new Promise((done, fail) => {
        subscription.bind('pusher:subscription_succeeded', done)
        subscription.bind('pusher:subscription_error', fail)
      }),
    ])
    return new Listener(pusher, subscription)
  }

  get versions() {
    return this.heard.flatMap(({ data }) => data.version ?? [])
  }

  close() {
    this.pusher.disconnect()
  }
}
