import { setTimeout as sleep } from 'node:timers/promises'
import Pusher from 'pusher-js'
import type { Api } from './api'
import { forEach, type Person } from './people'

export interface Heard {
  user: string
  event: string
  /** Tells two events of a kind from the same event twice. */
  payload: string
  at: number
}

interface Realtime {
  key: string
  channel: string
  options: ConstructorParameters<typeof Pusher>[1]
}

const EVENTS = ['permissionUpdate', 'session.revoked']
const PATIENCE_MS = 30_000

/** A page's own connection, as a frontend would make it. */
export async function openPage(api: Api, { token }: Person) {
  const { body } = await api.call<Realtime>('GET', 'realtime/', token)
  const headers = { authorization: `Bearer ${token}` }
  const at = (path: string) => ({
    ...{ endpoint: `${api.url}/api/realtime/${path}/`, transport: 'ajax' as const, headers },
  })
  const pusher = new Pusher(body.key, {
    ...body.options,
    channelAuthorization: at('auth'),
    userAuthentication: at('user-auth'),
  })
  return { pusher, channel: pusher.subscribe(body.channel) }
}

/** Everybody who listens, and everything they heard. */
export class Audience {
  readonly heard: Heard[] = []
  private readonly pages: Pusher[] = []

  constructor(private readonly api: Api) {}

  async add(people: Person[]) {
    await forEach(people, (person) => this.seat(person))
  }

  leave() {
    for (const page of this.pages) page.disconnect()
  }

  /** What was heard since `from` once all of these were heard, or once it took too long. */
  async hears(from: number, wanted: Set<string>, patienceMs = 5_000): Promise<Heard[]> {
    const until = performance.now() + patienceMs
    for (;;) {
      const heard = this.heard.slice(from)
      const missing = new Set(wanted)
      for (const { user, event } of heard) missing.delete(`${user} ${event}`)
      if (missing.size === 0 || performance.now() > until) return heard
      await sleep(5)
    }
  }

  private async seat(person: Person) {
    const { pusher, channel } = await openPage(this.api, person)
    this.pages.push(pusher)
    for (const event of EVENTS) {
      channel.bind(event, (data: unknown) => {
        const at = performance.now()
        this.heard.push({ user: person.id, event, payload: JSON.stringify(data), at })
      })
    }
    // So that the end of the session also ends the connection.
    const signedIn = within(pusher, 'pusher:signin_success')
    pusher.signin()
    await Promise.all([within(channel, 'pusher:subscription_succeeded'), signedIn])
  }
}

interface Emitter {
  bind_global(callback: (event: string) => void): unknown
}

function within(emitter: Emitter, wanted: string): Promise<void> {
  return new Promise((done, fail) => {
    const late = new Error(`There was no ${wanted} in time.`)
    const limit = setTimeout(() => fail(late), PATIENCE_MS)
    emitter.bind_global((event) => {
      if (event !== wanted) return
      clearTimeout(limit)
      done()
    })
  })
}
