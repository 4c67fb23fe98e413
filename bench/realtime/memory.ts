import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { freePort, type Running, residentMegabytes } from '../ground'

const PATIENCE_MS = 30_000

/** The memory of a server without what it would have given back anyway. */
export class Memory {
  private socket: WebSocket | undefined

  private constructor(private readonly port: number) {}

  /** The environment that a server needs for it. */
  static async plan() {
    const port = await freePort()
    return { memory: new Memory(port), env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${port}` } }
  }

  /** Megabytes that stay resident after its garbage was collected. */
  async settled(server: Running): Promise<number> {
    this.socket ??= await this.attach(server)
    const answered = once(this.socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })
    this.socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
    await answered
    return residentMegabytes(server)
  }

  close() {
    this.socket?.close()
  }

  /** Node opens its inspector upon this signal. */
  private async attach({ pid }: Running): Promise<WebSocket> {
    process.kill(pid, 'SIGUSR1')
    const socket = new WebSocket(await this.address())
    await once(socket, 'open')
    return socket
  }

  private async address(): Promise<string> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        const response = await fetch(`http://127.0.0.1:${this.port}/json/list`)
        // Safe because Node's inspector answers so.
        const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[]
        if (target) return target.webSocketDebuggerUrl
      } catch (error) {
        if (performance.now() > until) throw error
      }
      await sleep(50)
    }
  }
}
