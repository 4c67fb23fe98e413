import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { env } from '@/lib/core/env'
import { DatabaseBus } from '@/lib/realtime/embedded/bus'
import { RealtimeServer } from '@/lib/realtime/embedded/server'
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
    addressOf: (req) => verifiedAddress(req, env().TRUSTED_PROXY_HOPS),
  })
  server.on('upgrade', (req, socket, head) => {
    if (!realtime.handleUpgrade(req, socket, head)) others(req, socket, head)
  })
  return realtime
}

const OFFERS = new Set(['upgrade', 'http2-settings'])

/** The header lines of a request without its offer of another protocol. */
function headersWithoutOffer(raw: readonly string[]): string[] {
  const lines: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const [name, value] = [raw[at]!, raw[at + 1]!]
    if (OFFERS.has(name.toLowerCase())) continue
    const options = value.split(',').filter((option) => !OFFERS.has(option.trim().toLowerCase()))
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? options.join(',') : value}`)
  }
  return lines
}

/**
 * Answers a request as if it had not offered another protocol, as a server may (RFC 9110, 7.8): some clients
 * offer HTTP/2 with every request. Node has taken the connection from the server for it, so it is given back
 * with the request written anew.
 */
export const withoutUpgrade =
  (server: Server): OnUpgrade =>
  (req, socket, head) => {
    const start = `${req.method} ${req.url} HTTP/${req.httpVersion}`
    const lines = [start, ...headersWithoutOffer(req.rawHeaders), '', '']
    socket.unshift(Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), head]))
    server.emit('connection', socket)
  }
