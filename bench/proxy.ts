import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** A way to PostgreSQL that takes time, and that counts how often somebody waited for an answer. */
export interface SlowPath {
  port: number
  /** Milliseconds that each direction takes. */
  delay: number
  /** How often an answer came after a question; questions sent together count once. */
  turns: number
  close(): Promise<void>
}

export async function slowPathTo(target: { host: string; port: number }): Promise<SlowPath> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const database = createConnection(target)
    let isAsked = false
    const end = () => {
      for (const socket of [client, database]) {
        sockets.delete(socket)
        socket.destroy()
      }
    }
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.setNoDelay(true).on('close', end).on('error', end)
    }
    client.on('data', (chunk) =>
      later(path.delay, () => {
        isAsked = true
        if (database.writable) database.write(chunk)
      }),
    )
    database.on('data', (chunk) =>
      later(path.delay, () => {
        if (isAsked) path.turns++
        isAsked = false
        if (client.writable) client.write(chunk)
      }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const path: SlowPath = {
    port: typeof address === 'object' && address ? address.port : 0,
    delay: 0,
    turns: 0,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return path
}

/** Timers of one length fire in the order they were set, so the bytes stay in order. */
function later(milliseconds: number, act: () => void) {
  if (milliseconds === 0) act()
  else setTimeout(act, milliseconds)
}
