import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/core/content-security-policy'
import { env } from '@/lib/core/env'
import { PAGE_HEADER } from '@/lib/core/page-header'
import { realtimeOrigins } from '@/lib/realtime/settings'

const NONCE_BYTES = 16

/** Gives every page a Content-Security-Policy with a nonce of its own, which Next puts on its scripts. */
export function proxy(request: NextRequest) {
  const policy = contentSecurityPolicy({
    nonce: randomBytes(NONCE_BYTES).toString('base64'),
    connect: realtimeOrigins(request.headers.get('host')),
    isHttps: env().PUBLIC_URL.startsWith('https:'),
    isDevelopment: process.env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set(PAGE_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/**
 * Pages only: the API answers no HTML, and would have its bodies copied for nothing. Only what is there is left
 * out, since every other address shows a page, if only that there is nothing.
 */
export const config = {
  matcher: [
    '/((?!api/|api$|_next/static/|_next/image$|\\.well-known/jwks\\.json/?$|icon\\.svg$).*)',
  ],
}
