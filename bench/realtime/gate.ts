import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** A way to the server that can be cut, or fall silent as a network does: nothing arrives and nobody is told. */
export class Gate {
  private readonly pairs = new Set<[Socket, Socket]>()
  private state: 'open' | 'cut' | 'silent' = 'open'
  private readonly server = createServer((client) => this.join(client))

  private constructor(private readonly target: number) {}

  static async between(port: number, target: number) {
    const gate = new Gate(target)
    gate.server.listen(port, '127.0.0.1')
    await once(gate.server, 'listening')
    return gate
  }

  open() {
    this.state = 'open'
    for (const pair of this.pairs) for (const socket of pair) socket.resume()
  }

  cut() {
    this.state = 'cut'
    for (const [client] of this.pairs) client.destroy()
  }

  fallSilent() {
    this.state = 'silent'
    for (const pair of this.pairs) for (const socket of pair) socket.pause()
  }

  close() {
    this.cut()
    this.server.close()
  }

  private join(client: Socket) {
    if (this.state === 'cut') return void client.on('error', () => {}).destroy()
    const server = createConnection({ host: '127.0.0.1', port: this.target })
    const pair: [Socket, Socket] = [client, server]
    this.pairs.add(pair)
    const end = () => {
      this.pairs.delete(pair)
      for (const socket of pair) socket.destroy()
    }
    for (const [from, to] of [pair, [server, client]] as const) {
      from.setNoDelay(true).on('close', end).on('error', end)
      from.on('data', (chunk) => to.write(chunk))
      if (this.state === 'silent') from.pause()
    }
  }
}
