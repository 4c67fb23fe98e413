import { uuidv7 } from 'uuidv7'
import { readCookie, sessionCookieName } from '@/lib/auth/cookie'
import { verifyToken } from '@/lib/auth/tokens'
import { plainAddress } from './address'
import type { Context } from './context'
import { env } from './env'
import { AppError } from './errors'

/** The largest body a request may have, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export const requestIdOf = (headers: Headers) => {
  const given = headers.get('x-request-id')
  return given && /^[\w.-]{1,64}$/.test(given) ? given : uuidv7()
}

/**
 * The client's address. The server around us overwrites X-Forwarded-For with the one it has verified;
 * without it the n-th entry from the right counts, n being the proxies we trust, and with none nothing does.
 */
export function addressOf(headers: Headers): string | null {
  const chain = headers.get('x-forwarded-for')?.split(',') ?? []
  if (process.env.SERVED_BY_OWN_SERVER === '1') return plainAddress(chain.at(-1)) ?? null
  const hops = env().TRUSTED_PROXY_HOPS
  return hops > 0 ? (plainAddress(chain.at(-hops)) ?? null) : null
}

/** A cookie is sent by the browser on its own, so a write that relies on it must come from our own pages. */
export function assertOwnOrigin({ method, headers }: Request) {
  if (SAFE_METHODS.has(method)) return
  const origin = headers.get('origin')
  if (origin === null || !isOwnOrigin(origin, headers)) throw foreignOrigin()
}

const isOwnOrigin = (origin: string, headers: Headers) =>
  URL.canParse(origin) &&
  (origin === new URL(env().PUBLIC_URL).origin || new URL(origin).host === headers.get('host'))

const foreignOrigin = () =>
  new AppError('FORBIDDEN', 'This request did not come from a page of this application.', {
    code: 'foreign_origin',
  })

/**
 * A download leaves an entry though it is a GET, and the browser sends the cookie along with a link of another
 * site too. Browsers say on https and localhost where a request comes from, and elsewhere at least the page.
 */
export function assertOwnLink({ headers }: Request) {
  if (headers.has('authorization')) return
  const [site, referer] = [headers.get('sec-fetch-site'), headers.get('referer')]
  const isOwn = site
    ? site === 'same-origin' || site === 'none'
    : referer !== null && URL.canParse(referer) && isOwnOrigin(new URL(referer).origin, headers)
  if (!isOwn) throw foreignOrigin()
}

/** The session that a bearer token names, or else the cookie; null when there is no valid one. */
async function sessionOf(request: Request): Promise<string | null> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    const token = /^bearer +(\S+)$/i.exec(authorization.trim())?.[1]
    return token ? ((await verifyToken('access', token))?.sid ?? null) : null
  }
  const cookie = readCookie(request.headers.get('cookie'), sessionCookieName())
  if (!cookie) return null
  const subject = await verifyToken('cookie', cookie)
  if (subject) assertOwnOrigin(request)
  return subject?.sid ?? null
}

/** What the operation learns of the request. Throws FORBIDDEN when a cookie comes with a foreign Origin. */
export async function contextOf(request: Request, requestId: string): Promise<Context> {
  const { headers, method } = request
  return {
    requestId,
    ip: addressOf(headers),
    userAgent: headers.get('user-agent'),
    sessionId: await sessionOf(request),
    startedAt: performance.now(),
    target: `${method} ${new URL(request.url).pathname.replace(/\/$/, '')}`,
    ifMatch: headers.get('if-match') ?? undefined,
    idempotencyKey: method === 'POST' ? idempotencyKeyOf(headers) : undefined,
  }
}

function idempotencyKeyOf(headers: Headers) {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new AppError('INVALID', 'Idempotency-Key must be 1 to 200 printable characters.')
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * The body as JSON, or where a page without JavaScript may post, as a form; `{}` when there is none.
 * Throws TOO_LARGE, UNSUPPORTED_MEDIA_TYPE or INVALID.
 */
export async function readBody(
  request: Request,
  accepts: 'json' | 'form' = 'json',
): Promise<unknown> {
  const bytes = await readBytes(request)
  if (bytes.length === 0) return {}
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const isForm = accepts === 'form' && mediaType === FORM
  if (mediaType !== 'application/json' && !isForm) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('INVALID', 'The body is not valid UTF-8.')
  }
  if (isForm) {
    const fields = [...new URLSearchParams(text)]
    return Object.fromEntries(fields.map(([name, value]) => [name, refuseBrokenText(name, value)]))
  }
  try {
    return JSON.parse(text, /\\u(0000|d[89a-f])/i.test(text) ? refuseBrokenText : undefined)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('INVALID', 'The body is not valid JSON.')
  }
}

export const isPlainText = (text: string) => !text.includes('\0') && text.isWellFormed()

function refuseBrokenText(key: string, value: unknown) {
  if (isPlainText(key) && (typeof value !== 'string' || isPlainText(value))) return value
  throw new AppError('INVALID', 'The body contains a NUL or half a character.')
}

async function readBytes(request: Request): Promise<Buffer> {
  const tooLarge = () =>
    new AppError('TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES / 1024} kB.`)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
