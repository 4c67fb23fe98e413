import { createServer, type Server } from 'node:http'
import { attachRealtime, type OnUpgrade, withoutUpgrade } from './realtime'

interface Options {
  dev: boolean
  dir: string
  hostname: string
  port: number
}

/**
 * Next listens for the upgrades of hot reload on the server it is given, and on that one only; it gets one that
 * takes no connections, and hears of what `attachRealtime` leaves. Without them, no page of `npm run dev` becomes
 * interactive.
 */
const upgradeByNext =
  (nexts: Server): OnUpgrade =>
  (req, socket, head) => {
    if (!nexts.emit('upgrade', req, socket, head)) socket.destroy()
  }

/** Starts Next and realtime behind a server. How to end Next is known before it has started. */
export async function attachNext(
  server: Server,
  options: Options,
  onEnd: (end: () => Promise<unknown>) => void,
) {
  const { default: next } = await import('next')
  const nexts = createServer()
  const app = next({ ...options, httpServer: nexts })
  onEnd(() => app.close())
  await app.prepare()
  const others = options.dev ? upgradeByNext(nexts) : withoutUpgrade(server)
  const realtime = attachRealtime(server, others)
  if (options.dev && !realtime) server.on('upgrade', others)
  return { handle: app.getRequestHandler(), realtime }
}
