import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { isAmong, plainAddress } from '@/lib/core/address'
import { env } from '@/lib/core/env'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const KNOWN_METHODS = new Set(METHODS.split(', '))

/** Headers by which a client could speak for a proxy or for Next itself. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']
const INTERNAL_HEADERS = ['x-middleware-subrequest', 'x-real-ip', 'x-client-ip']

interface Refusal {
  status: number
  title: string
  code: string
  detail: string
}

const MALFORMED: Refusal = {
  status: 400,
  title: 'The request is not valid',
  code: 'invalid',
  detail: 'The request is malformed.',
}
const MALFORMED_PATH = { ...MALFORMED, detail: 'The path is not valid percent-encoded UTF-8.' }
const METHOD_NOT_ALLOWED: Refusal = {
  status: 405,
  title: 'Method not allowed',
  code: 'method_not_allowed',
  detail: `This server understands ${METHODS}.`,
}

/**
 * What a request goes through before Next sees it. Answers by itself and returns false when Next would fail on it;
 * else leaves one verified address in X-Forwarded-For and removes what only a proxy may say.
 */
export function admit(
  req: IncomingMessage,
  res: ServerResponse,
  hops: number,
  trustedProxies = env().TRUSTED_PROXIES,
): boolean {
  const proxyHops = believedHops(req, hops, trustedProxies)
  const refusal = refusalOf(req)
  if (refusal) {
    const { headers, body } = problem(refusal)
    res.writeHead(refusal.status, headers).end(req.method === 'HEAD' ? undefined : body)
    return false
  }
  const address = clientAddress(req, proxyHops)
  if (address) req.headers['x-forwarded-for'] = address
  else delete req.headers['x-forwarded-for']
  for (const name of INTERNAL_HEADERS) delete req.headers[name]
  if (proxyHops === 0) for (const name of PROXY_HEADERS) delete req.headers[name]
  return true
}

/** Only a trusted proxy may say for whom it speaks. */
function believedHops(req: IncomingMessage, hops: number, trustedProxies: string[]) {
  const peer = plainAddress(req.socket.remoteAddress)
  return trustedProxies.length === 0 || isAmong(peer, trustedProxies) ? hops : 0
}

/** The address of a client whose request does not go through `admit`. */
export const verifiedAddress = (req: IncomingMessage, hops: number) =>
  clientAddress(req, believedHops(req, hops, env().TRUSTED_PROXIES))

function refusalOf(req: IncomingMessage): Refusal | undefined {
  if (!KNOWN_METHODS.has(req.method ?? '')) return METHOD_NOT_ALLOWED
  const path = originForm(req.url ?? '')
  if (path === undefined) return MALFORMED
  req.url = path
  try {
    decodeURIComponent(path.split('?', 1)[0] ?? '')
    return undefined
  } catch {
    return MALFORMED_PATH
  }
}

/** A proxy may send the whole address in the request line (RFC 9112, 3.2.2). */
function originForm(target: string): string | undefined {
  if (target.startsWith('/')) return target
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined
  const { pathname, search } = new URL(target)
  return pathname + search
}

/** The peer of the connection, or behind `hops` trusted proxies the address that the outermost of them saw. */
export function clientAddress(req: IncomingMessage, hops: number): string | undefined {
  const chain = hops > 0 ? `${req.headers['x-forwarded-for'] ?? ''}`.split(',') : []
  return plainAddress(chain.at(-hops)) ?? plainAddress(req.socket.remoteAddress)
}

function problem({ status, title, code, detail }: Refusal) {
  const request_id = uuidv7()
  const body = JSON.stringify({
    type: `urn:problem:${code}`,
    title,
    status,
    detail,
    code,
    request_id,
  })
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'content-length': `${Buffer.byteLength(body)}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': request_id,
    connection: 'close',
    ...(status === 405 && { allow: METHODS }),
  }
  return { headers, body }
}

/** Answers what Node refuses before there is a request: CONNECT, broken HTTP, headers too large or too slow. */
export function refuseBrokenHttp(server: Server) {
  server.on('connect', (_req, socket) => writeRaw(socket, METHOD_NOT_ALLOWED))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else writeRaw(socket, brokenHttp(error.code))
  })
}

function brokenHttp(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return {
      status: 431,
      title: 'Headers too large',
      code: 'headers_too_large',
      detail: 'Send fewer or shorter headers.',
    }
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return {
      status: 408,
      title: 'Request timeout',
      code: 'request_timeout',
      detail: 'The request did not arrive in time.',
    }
  }
  return MALFORMED
}

function writeRaw(socket: Duplex, refusal: Refusal) {
  const { headers, body } = problem(refusal)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${refusal.status} ${refusal.title}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}
