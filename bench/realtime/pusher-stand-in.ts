import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { freePort } from '../ground'

/** What it does with a request: answers it, takes it without an answer, does not read it, or hangs up. */
export type Mood = 'answer' | 'hold' | 'ignore' | 'cut'

export interface Received {
  user: string
  version: number
  at: number
}

const body = z.object({ batch: z.array(z.object({ name: z.string(), data: z.string() })) })
const update = z.object({ user_id: z.string(), version: z.number() })

/** Stands for Pusher, as far as the HTTP API for events goes, and can be as slow or as dead as wanted. */
export class PusherStandIn {
  mood: Mood = 'answer'
  readonly received: Received[] = []
  refused = 0
  private readonly server = createServer((req, res) => {
    this.take(req, res).catch(() => res.destroy())
  })

  /** The environment of a server that is to send here. */
  async open(): Promise<Record<string, string>> {
    const port = await freePort()
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    return {
      ...{ PUSHER_APP_ID: '1', PUSHER_KEY: 'bench', PUSHER_SECRET: 'bench' },
      ...{ PUSHER_HOST: '127.0.0.1', PUSHER_PORT: String(port), PUSHER_USE_TLS: 'false' },
    }
  }

  close() {
    this.server.closeAllConnections()
    this.server.close()
  }

  private async take(req: IncomingMessage, res: ServerResponse) {
    const { mood } = this
    if (mood === 'ignore') return
    if (mood === 'cut') {
      this.refused++
      return void res.destroy()
    }
    const { batch } = body.parse(await json(req))
    for (const { name, data } of batch) {
      if (name !== 'permissionUpdate') continue
      const { user_id: user, version } = update.parse(JSON.parse(data))
      this.received.push({ user, version, at: performance.now() })
    }
    // A request without an answer ends with its sender.
    if (mood === 'answer') res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
}
