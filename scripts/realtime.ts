import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { networkOf } from '@/lib/core/address'
import { env } from '@/lib/core/env'
import { DatabaseBus } from '@/lib/realtime/embedded/bus'
import { RealtimeServer } from '@/lib/realtime/embedded/server'
import { offerOccupancy } from '@/lib/realtime/presence'
import { realtimeSettings } from '@/lib/realtime/settings'
import { verifiedAddress } from './edge'

export type OnUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * Serves realtime at the application's own address, unless credentials say that somebody else does. A
 * listener of upgrades gets all of them; `others` takes what is none of ours.
 */
export function attachRealtime(server: Server, others: OnUpgrade): RealtimeServer | undefined {
  const { embedded, appId, key, secret } = realtimeSettings()
  if (!embedded) return undefined
  const realtime = new RealtimeServer({
    appId,
    key,
    secret,
    bus: new DatabaseBus(),
    limits: { sockets: env().REALTIME_SOCKETS },
    addressOf(req) {
      const address = verifiedAddress(req, env().TRUSTED_PROXY_HOPS)
      return address && networkOf(address)
    },
  })
  offerOccupancy(realtime)
  server.on('upgrade', (req, socket, head) => {
    if (!realtime.handleUpgrade(req, socket, head)) others(req, socket, head)
  })
  return realtime
}

const OFFERING = new Set(['upgrade', 'http2-settings', 'connection', 'keep-alive'])

/** The header lines of a request without its offer of another protocol and of keeping the connection. */
function headersWithoutOffer(raw: readonly string[]): string[] {
  const lines: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    if (!OFFERING.has(raw[at]!.toLowerCase())) lines.push(`${raw[at]}: ${raw[at + 1]}`)
  }
  return lines
}

/**
 * Answers a request as if it had not offered another protocol, as a server may (RFC 9110, 7.8): some clients
 * offer HTTP/2 with every request. Node has taken the connection from the server for it, so it is given back
 * with the request written anew, as the last one on this connection.
 */
export function withoutUpgrade(server: Server): OnUpgrade {
  // With some header lines left out, what follows them would be read as another request.
  server.maxHeadersCount = 0
  const unanswered = new WeakMap<Duplex, number>()
  const count = (socket: Duplex, change: number) =>
    unanswered.set(socket, (unanswered.get(socket) ?? 0) + change)
  server.on('request', ({ socket }, res) => {
    count(socket, 1)
    res.once('close', () => count(socket, -1))
  })
  return (req, socket, head) => {
    // The answers to earlier requests belong to what the connection was before, and would never be sent.
    if (unanswered.get(socket)) return void socket.destroy()
    const start = `${req.method} ${req.url} HTTP/${req.httpVersion}`
    const lines = [start, ...headersWithoutOffer(req.rawHeaders), 'Connection: close', '', '']
    socket.unshift(Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), head]))
    server.emit('connection', socket)
  }
}
