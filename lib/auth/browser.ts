import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { Context, Principal } from '@/lib/core/context'
import { env } from '@/lib/core/env'
import { toAppError } from '@/lib/core/errors'
import { keepCookies, keepSessionCookie } from './browser-cookies'
import { sessionCookieName, sessionCookieOptions } from './cookie'
import { SESSION_SECONDS } from './keys'
import { login } from './login'
import { signOut } from './logout'
import { principalOf } from './principal'
import { currentUserOf } from './queries'
import { signToken, verifyToken } from './tokens'

const SIGN_IN_PAGE = '/login'

/** What the browser's cookie says: which session, whose. Everything else is read from the database. */
interface Claims extends Record<string, unknown> {
  sid: string
  sub: string
  principal?: Principal
}

/**
 * next-auth's options for one request: it issues the browser's cookie through the same key ring and the
 * same login() as the API, and asks the database about the session each time it reads the cookie. By
 * itself its sign-out would leave the cookie valid and its sessions would never end.
 */
function optionsFor(ctx: Context): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: SIGN_IN_PAGE, error: SIGN_IN_PAGE },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(credentials) {
          const { principal } = await login(ctx, {
            email: String(credentials?.email ?? ''),
            password: String(credentials?.password ?? ''),
          }).catch((error: unknown) => {
            const { code, details } = toAppError(error)
            throw new Error([code, details.retryAfterSeconds].filter(Boolean).join('.'))
          })
          return { id: principal.user_id, sid: principal.session_id }
        },
      }),
    ],
    jwt: {
      maxAge: SESSION_SECONDS,
      // Safe because only our own jwt callback makes the token that comes here.
      encode: ({ token }) => signToken('cookie', token as Claims),
      async decode({ token }) {
        const subject = token ? await verifyToken('cookie', token) : null
        const principal = subject && (await principalOf(subject.sid))
        return principal ? { ...subject, principal } : null
      },
    },
    callbacks: {
      // `trigger: update` would carry the caller's own body, so nothing but a sign-in changes the token.
      jwt: ({ token, user }) =>
        user ? ({ sid: (user as { sid?: string }).sid, sub: user.id } as Claims) : token,
      session({ session, token }) {
        const { principal } = token as unknown as Claims
        return { expires: session.expires, user: principal && currentUserOf(principal) }
      },
    },
    events: {
      // Safe because decode made the token.
      signOut: ({ token }) => signOut({ ...ctx, sessionId: (token as Claims | null)?.sid ?? null }),
    },
  }
}

interface Answer {
  status: number
  headers: Headers
  body: string | null
}

interface Call {
  method: 'GET' | 'POST'
  /** next-auth's action and provider, for instance `['callback', 'credentials']`. */
  path: string[]
  cookie: string | undefined
  body: Record<string, string>
}

/** Runs next-auth on plain values, so that it works under any server. */
async function ask(
  ctx: Context,
  { method, path, cookie, body }: Call,
  cookies = {},
): Promise<Answer> {
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL
  const answer: Answer = { status: 200, headers: new Headers(), body: null }
  const response = {
    status(code: number) {
      answer.status = code
      return response
    },
    getHeader: () => [],
    setHeader(name: string, value: string | string[]) {
      for (const item of [value].flat()) answer.headers.append(name, item)
      return response
    },
    json(value: unknown) {
      answer.headers.set('content-type', 'application/json')
      answer.body = JSON.stringify(value)
    },
    send(value: unknown) {
      answer.body = typeof value === 'string' ? value : JSON.stringify(value)
    },
    end() {},
  }
  const request = {
    method,
    query: { nextauth: path },
    headers: {},
    body,
    cookies: { ...cookies, ...(cookie && { [sessionCookieName()]: cookie }) },
  }
  // Safe because next-auth reads and calls exactly what is given here.
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    optionsFor(ctx),
  )
  return answer
}

const CSRF_COOKIE = /^([^;=]*csrf-token)=([^;]+)/

/** next-auth's own CSRF token, made and spent at once: the caller's Origin was already checked. */
async function csrfFor(ctx: Context) {
  const answer = await ask(ctx, { method: 'GET', path: ['csrf'], cookie: undefined, body: {} })
  const [, name = '', value = ''] = CSRF_COOKIE.exec(answer.headers.get('set-cookie') ?? '') ?? []
  const { csrfToken } = JSON.parse(answer.body ?? '{}') as { csrfToken: string }
  return { csrfToken, cookies: { [name]: decodeURIComponent(value) } }
}

/** Only a path of our own may be the place to go on to: `/.//there` is read as `//there`, which is another host. */
function ownPath(target: string | undefined) {
  if (!target || !/^\/[^\\\s]*$/.test(target)) return '/'
  const base = env().PUBLIC_URL
  if (!URL.canParse(target, base)) return '/'
  const { origin, pathname } = new URL(target, base)
  return origin === new URL(base).origin && !pathname.startsWith('//') ? target : '/'
}

/** The browser's session, `{}` without one. */
export async function browserSession(ctx: Context, cookie: string | undefined): Promise<Answer> {
  const answer = await ask(ctx, { method: 'GET', path: ['session'], cookie, body: {} })
  keepSessionCookie(answer.headers)
  return answer
}

/** Signs in or out with a form or JSON, and answers with the cookie and where to go on. */
export async function browserAction(
  ctx: Context,
  path: ['callback', 'credentials'] | ['signout'],
  cookie: string | undefined,
  body: Record<string, string>,
): Promise<Answer> {
  const { csrfToken, cookies } = await csrfFor(ctx)
  const target = ownPath(body.callbackUrl)
  const base = env().PUBLIC_URL.replace(/\/$/, '')
  const answer = await ask(
    ctx,
    { method: 'POST', path, cookie, body: { ...body, csrfToken, callbackUrl: `${base}${target}` } },
    cookies,
  )
  keepCookies(answer.headers, path[0], body)
  const location = answer.headers.get('location')
  if (location?.startsWith(base)) {
    // next-auth names its own error page first, which would only redirect to ours.
    const path = location.slice(base.length).replace(/^\/api\/auth\/error/, SIGN_IN_PAGE)
    const isRefused = path.startsWith(`${SIGN_IN_PAGE}?`)
    const next = isRefused && target !== '/' ? `&next=${encodeURIComponent(target)}` : ''
    answer.headers.set('location', (path || '/') + next)
    if (path.startsWith(SIGN_IN_PAGE)) answer.status = 302
  }
  return answer
}
