import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

interface Sent {
  channel: string
  name: string
  data: string
}

/** How it answers: properly, with a status, not at all, or in its own way to some events and terminations. */
type Behaviour =
  | 'ok'
  | number
  | 'silent'
  | { refuses?: (event: Sent) => boolean; terminating?: number }

/** Stands in for Pusher's HTTP API, which lies outside of this machine. */
export class PusherStandIn {
  behaviour: Behaviour = 'ok'
  readonly batches: Sent[][] = []
  readonly terminated: string[] = []
  readonly calls: string[] = []
  /** The channels that somebody listens to. */
  readonly occupied: string[] = []
  private readonly server = createServer((req, res) => void this.answer(req, res))

  get events(): Sent[] {
    return this.batches.flat()
  }

  /** The versions of all events that have arrived, in order. */
  get versions(): number[] {
    return this.events.map(({ data }) => JSON.parse(data).version).sort((a, b) => a - b)
  }

  /** Behaves properly again and remembers nothing. */
  forget() {
    this.behaviour = 'ok'
    for (const list of [this.batches, this.terminated, this.calls, this.occupied]) list.length = 0
  }

  /** Listens and answers the variables that lead there. */
  async start() {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    // Safe because it listens on a port.
    const { port } = this.server.address() as AddressInfo
    return {
      PUSHER_APP_ID: '1',
      PUSHER_KEY: 'stand-in-key',
      PUSHER_SECRET: 'stand-in-secret',
      PUSHER_HOST: '127.0.0.1',
      PUSHER_PORT: `${port}`,
      PUSHER_USE_TLS: 'false',
    }
  }

  async stop() {
    this.server.closeAllConnections()
    await new Promise((done) => this.server.close(done))
  }

  private async answer(req: IncomingMessage, res: ServerResponse) {
    const path = new URL(req.url!, 'http://localhost').pathname
    this.calls.push(path)
    const { behaviour } = this
    // Safe because only our own publisher calls it, through Pusher's library.
    const { batch = [] } = (await json(req).catch(() => ({}))) as { batch?: Sent[] }
    if (behaviour === 'silent') return
    const status = this.statusOf(path, batch)
    if (status === 200) {
      if (path.endsWith('/batch_events')) this.batches.push(batch)
      const user = /\/users\/(.+)\/terminate_connections$/.exec(path)?.[1]
      if (user) this.terminated.push(user)
    }
    const body = path.endsWith('/channels') ? this.channels(req.url!) : {}
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  private channels(url: string) {
    const prefix = new URL(url, 'http://localhost').searchParams.get('filter_by_prefix') ?? ''
    const found = this.occupied.filter((name) => name.startsWith(prefix))
    return { channels: Object.fromEntries(found.map((name) => [name, {}])) }
  }

  private statusOf(path: string, batch: Sent[]): number {
    const { behaviour } = this
    if (typeof behaviour === 'number') return behaviour
    if (typeof behaviour === 'string') return 200
    if (path.endsWith('/terminate_connections')) return behaviour.terminating ?? 200
    return behaviour.refuses && batch.some(behaviour.refuses) ? 400 : 200
  }
}
