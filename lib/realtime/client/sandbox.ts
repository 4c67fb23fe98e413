import { vi } from 'vitest'
import type { LinkEvents } from './link'
import { Live, type World } from './live'
import type { Me } from './state'
import { LiveStore } from './store'

interface Waiting {
  run: () => void
  fail: (error: Error) => void
}

/** The locks of one browser, of which a test needs one: first come, first served, and stealing. */
export class FakeLocks {
  private holder: Waiting | undefined
  private queue: Waiting[] = []

  request = (
    _name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    hold: () => Promise<void>,
  ): Promise<void> =>
    new Promise((done, fail) => {
      const end = () => {
        if (this.holder !== entry) return
        this.holder = undefined
        this.next()
        done()
      }
      const entry: Waiting = { run: () => void hold().then(end), fail }
      options.signal?.addEventListener('abort', () => {
        if (!this.queue.includes(entry)) return
        this.queue = this.queue.filter((one) => one !== entry)
        fail(aborted())
      })
      if (options.steal) {
        const robbed = this.holder
        this.holder = entry
        robbed?.fail(aborted())
        entry.run()
      } else this.queue.push(entry)
      this.next()
    })

  private next() {
    if (this.holder) return
    this.holder = this.queue.shift()
    this.holder?.run()
  }
}

const aborted = () => new DOMException('It was taken or not needed any more.', 'AbortError')

/** The server's side: who is signed in, and whether it can be asked. */
export class FakeServer {
  me: Me = { id: 'ann', permissions: ['VIEW_USERS'], version: 1 }
  status = 200
  reads = 0
  /** While set, answers wait for it. */
  gate: Promise<void> | undefined

  fetch = async () => {
    this.reads++
    const { id, ...rest } = this.me
    const { status } = this
    await this.gate
    // Longer than a message between tabs takes, as over every network.
    for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done))
    if (status === 0) throw new TypeError('There is no network.')
    return Response.json({ user: { id }, ...rest }, { status })
  }

  give(...permissions: string[]) {
    this.me = { ...this.me, permissions, version: this.me.version + 1 }
    return this.me.version
  }
}

/** One open page with its own connection, which the test is the other end of. */
export class FakeTab {
  readonly window = new EventTarget()
  readonly document = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
  })
  readonly reload = vi.fn()
  readonly store: LiveStore
  readonly live: Live
  link: LinkEvents | undefined
  links = 0
  retries = 0
  private readonly channels: BroadcastChannel[] = []

  constructor(server: FakeServer, locks: FakeLocks | undefined) {
    this.store = new LiveStore(server.me)
    // Safe because only what a test needs of each is ever used.
    const world = {
      window: this.window,
      document: this.document,
      locks,
      openChannel: (name: string) => {
        const channel = new BroadcastChannel(name)
        this.channels.push(channel)
        return channel
      },
      fetch: server.fetch,
      connect: (on: LinkEvents) => this.connect(on),
      reload: this.reload,
    } as unknown as World
    this.live = new Live(world, this.store)
  }

  get state() {
    return this.store.snapshot()
  }

  show(visibilityState: DocumentVisibilityState) {
    this.document.visibilityState = visibilityState
    this.document.dispatchEvent(new Event('visibilitychange'))
  }

  /** Like a tab whose code does not run any more: it keeps its lock and answers nothing. */
  freeze() {
    for (const channel of this.channels) channel.onmessage = null
  }

  private connect(on: LinkEvents) {
    this.link = on
    this.links++
    const close = () => {
      this.link = undefined
    }
    return { close, retry: () => this.retries++ }
  }
}

/** Lets promises and messages between tabs arrive, which need no timers. */
export async function settle() {
  for (let turn = 0; turn < 40; turn++) await new Promise((done) => setImmediate(done))
}

export async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms)
  await settle()
}
