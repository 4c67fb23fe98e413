import type { FileStream } from './download'
import { env } from './env'
import type { AppError } from './errors'
import { entityTag } from './etag'
import { PAGE_SIZE, type Page } from './pagination'

const EXPOSED = 'Link, X-Total-Count, ETag, X-Request-Id, Retry-After'
const REQUEST_HEADERS =
  'Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-Id'

/** The CORS headers for an allowed origin. Bearer tokens only, so credentials are never allowed. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin')
  const allowed = env().CORS_ALLOWED_ORIGINS
  if (allowed.length === 0) return {}
  if (!origin || !allowed.includes(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED,
  }
}

export function preflight(request: Request, methods: string): Response {
  const headers = corsHeaders(request)
  if (headers['access-control-allow-origin']) {
    headers['access-control-allow-methods'] = methods
    headers['access-control-allow-headers'] = REQUEST_HEADERS
    headers['access-control-max-age'] = '600'
  }
  return new Response(null, { status: 204, headers: { ...headers, allow: methods } })
}

/** An error as a problem document (RFC 9457). */
export function problem(error: AppError, requestId: string): Response {
  const { errors, missingPermission, retryAfterSeconds, headers } = error.details
  const body = {
    type: `urn:problem:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(errors && { errors }),
    ...(missingPermission && { missing_permission: missingPermission }),
  }
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(error.kind === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer' }),
      ...(retryAfterSeconds !== undefined && {
        'retry-after': String(Math.ceil(retryAfterSeconds)),
      }),
      ...headers,
    },
  })
}

const json = (body: unknown, status: number, headers: Record<string, string>) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })

/** One resource with its entity tag, or 304 when the caller already has it. */
export function resource(request: Request, body: unknown, caching = 'private, no-cache'): Response {
  const etag = entityTag(body)
  const headers = { etag, 'cache-control': caching }
  const known = request.headers.get('if-none-match')?.split(',')
  const isKnown = known?.some((tag) => tag.trim().replace(/^W\//, '') === etag)
  return isKnown ? new Response(null, { status: 304, headers }) : json(body, 200, headers)
}

/** A bare array, with the total and, where there are pages, the links to others (RFC 8288) in headers. */
export function pageOf(
  request: Request,
  { rows, total, nextCursor }: Page<unknown>,
  isPaged: boolean,
): Response {
  const headers: Record<string, string> = { 'x-total-count': String(total) }
  const links =
    nextCursor !== undefined
      ? { next: nextCursor }
      : isPaged
        ? numbered(request, rows.length, total)
        : {}
  const link = Object.entries(links)
    .filter(([, target]) => target !== null)
    .map(
      ([rel, target]) =>
        `<${linkTo(request, nextCursor === undefined ? 'page' : 'cursor', target!)}>; rel="${rel}"`,
    )
    .join(', ')
  if (link) headers.link = link
  return json(rows, 200, headers)
}

function numbered(request: Request, count: number, total: Page<unknown>['total']) {
  const query = new URL(request.url).searchParams
  const page = Number(query.get('page') || 1)
  const size = Number(query.get('page_size') || PAGE_SIZE)
  const last = Math.max(1, Math.ceil(Number.parseInt(String(total), 10) / size))
  return {
    first: '1',
    prev: page > 1 ? String(Math.min(page - 1, last)) : null,
    next: count === size && page < last ? String(page + 1) : null,
    last: String(last),
  }
}

function linkTo(request: Request, parameter: string, value: string) {
  const { pathname, searchParams } = new URL(request.url)
  for (const other of ['page', 'cursor']) searchParams.delete(other)
  searchParams.set(parameter, value)
  return `${env().PUBLIC_URL.replace(/\/$/, '')}${pathname}?${searchParams}`
}

/**
 * A file that is read as fast as it is taken; when the reader goes away, no more of it is. An error on the
 * way breaks the connection off, so that nobody takes a part for the whole.
 */
export function fileOf({ fileName, mediaType, pieces }: FileStream): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await pieces.return()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  })
}

/** `etag` is that of the resource as a write has left it, also where the body only says in words what happened. */
export const answer = (body: unknown, status: number, etag?: string) =>
  status === 204
    ? new Response(null, { status, headers: { 'cache-control': 'no-store' } })
    : json(body, status, etag ? { etag } : {})
