import { createHash } from 'node:crypto'
import { type App, isSame, sign } from './signatures'

const CLOCK_TOLERANCE_S = 600

/** A request to the HTTP API that is answered with an error. */
export class HttpError extends Error {
  constructor(
    readonly status: 400 | 401 | 404 | 405 | 413,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

const unauthorised = (message: string) => new HttpError(401, message)

/** Without its escapes, as the signature is made over it. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new HttpError(400, 'The URL is not properly escaped.')
  }
}

export function parseQuery(query: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const pair of query.split('&').filter(Boolean)) {
    const [, name, value = ''] = /^([^=]*)=?(.*)$/s.exec(pair)!
    const key = unescaped(name!).toLowerCase()
    if (parameters.has(key)) throw new HttpError(400, `The parameter ${key} is given twice.`)
    parameters.set(key, unescaped(value))
  }
  return parameters
}

/** Throws 401 unless who knows the secret signed this method, path and query within the last ten minutes. */
export function assertSigned(
  app: App,
  { method, path, query }: { method: string; path: string; query: Map<string, string> },
) {
  const parameter = (name: string) => query.get(name) ?? ''
  if (!isSame(parameter('auth_key'), app.key)) throw unauthorised('auth_key is not known.')
  if (parameter('auth_version') !== '1.0') throw unauthorised('auth_version must be 1.0.')
  const timestamp = parameter('auth_timestamp')
  const age = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (!/^\d+$/.test(timestamp) || age > CLOCK_TOLERANCE_S) {
    throw unauthorised('auth_timestamp must be within ten minutes of the time here.')
  }
  const signed = [...query]
    .filter(([name]) => name !== 'auth_signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  // Libraries sign the path as they were given it, which fetch may have escaped on the way.
  const isRight = [path, unescaped(path)].some((form) =>
    isSame(parameter('auth_signature'), sign(app.secret, `${method}\n${form}\n${signed}`)),
  )
  if (!isRight) throw unauthorised('auth_signature is wrong.')
}

/** Throws 401 unless the body is the one that was signed. */
export function assertBody(body: Buffer, query: Map<string, string>) {
  const digest = query.get('body_md5')
  if (digest === undefined && body.length === 0) return
  const isRight = isSame(digest ?? '', createHash('md5').update(body).digest('hex'))
  if (!isRight) throw unauthorised('body_md5 is missing or wrong.')
}
