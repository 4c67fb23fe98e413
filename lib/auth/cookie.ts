import { env } from '@/lib/core/env'

const isSecure = () => new URL(env().PUBLIC_URL).protocol === 'https:'

/** The name of the browser's session cookie; over https its prefix binds it to this host (RFC 6265bis). */
export const sessionCookieName = () => (isSecure() ? '__Host-erp-session' : 'erp-session')

export const sessionCookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const

/** Outlives the session's own cookie and says only when that ends, so that whoever comes later can be told. */
export const END_COOKIE = 'session-end'

/** Whether the session that a browser had last came to its end by itself. */
export function hasEnded(cookies: string | null): boolean {
  const end = Number(readCookie(cookies, END_COOKIE))
  return end > 0 && end * 1000 <= Date.now()
}

export function readCookie(header: string | null, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const separator = part.indexOf('=')
    if (part.slice(0, separator).trim() === name) return part.slice(separator + 1).trim()
  }
  return undefined
}
