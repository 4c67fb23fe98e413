import { END_COOKIE, sessionCookieName, sessionCookieOptions } from './cookie'
import { SESSION_SECONDS } from './keys'
import { TYPED_EMAIL_COOKIE } from './rules'

const REMEMBERED_SECONDS = 30 * 24 * 60 * 60
const EMAIL_SECONDS = 60
/** What looks like none may be a password in the wrong field. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/

interface Cookie {
  name: string
  path: string
  value: string
  seconds: number
}

const setCookie = ({ name, path, value, seconds }: Cookie) =>
  [
    `${name}=${value}`,
    `Path=${path}`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(sessionCookieOptions().secure ? ['Secure'] : []),
  ].join('; ')

const end = (value: string, seconds: number) =>
  setCookie({ name: END_COOKIE, path: '/', value, seconds })

/** Only the sign-in page gets it. */
const typed = (value: string, seconds: number) =>
  setCookie({ name: TYPED_EMAIL_COOKIE, path: '/login', value, seconds })

/** When a session ends that has just begun. */
const keepEnd = () =>
  end(String(Math.floor(Date.now() / 1000) + SESSION_SECONDS), SESSION_SECONDS + REMEMBERED_SECONDS)

/** Goes back to a page without JavaScript by a cookie, since addresses are kept by others. */
const keepEmail = (email: string) =>
  EMAIL.test(email) ? typed(encodeURIComponent(email), EMAIL_SECONDS) : typed('', 0)

function besides(action: string, isDone: boolean, { email = '', json }: Record<string, string>) {
  // Whoever signs out by themselves needs no explanation later.
  if (action === 'signout') return [end('', 0)]
  if (isDone) return [keepEnd(), typed('', 0)]
  return json === 'true' ? [] : [keepEmail(email)]
}

/** next-auth also remembers where to go on, which we never ask it for. Answers whether a session is among the rest. */
export function keepSessionCookie(headers: Headers): boolean {
  const cookies = headers.getSetCookie()
  headers.delete('set-cookie')
  const kept = cookies.filter((cookie) => cookie.startsWith(`${sessionCookieName()}=`))
  for (const cookie of kept) headers.append('set-cookie', cookie)
  return kept.length > 0
}

/** What the browser keeps after signing in or out: the session, its end, and what was typed into a refused form. */
export function keepCookies(headers: Headers, action: string, body: Record<string, string>) {
  const isDone = keepSessionCookie(headers)
  for (const cookie of besides(action, isDone, body)) headers.append('set-cookie', cookie)
}
