import { z } from 'zod'
import { parse } from '@/lib/core/execute'
import { assertOwnOrigin, contextOf, readBody } from '@/lib/core/request'
import { guarded, methodNotAllowed, noSuchPath } from '@/lib/core/route'
import { browserAction, browserSession } from './browser'
import { readCookie, sessionCookieName } from './cookie'

const fields = z.record(z.string(), z.string().max(4096))

const ACTIONS = {
  'callback/credentials': ['callback', 'credentials'],
  signout: ['signout'],
} as const

/** The segments behind /api/auth/ that no other route has taken. */
const actionOf = (request: Request) =>
  new URL(request.url).pathname.replace(/^\/api\/auth\/|\/$/g, '')

const cookieOf = (request: Request) =>
  readCookie(request.headers.get('cookie'), sessionCookieName())

/** `GET /api/auth/session`: who the browser's cookie belongs to. */
export const readBrowserSession = guarded(async (request, requestId) => {
  const action = actionOf(request)
  if (action in ACTIONS) throw methodNotAllowed('POST')
  if (action !== 'session') throw noSuchPath()
  const ctx = await contextOf(request, requestId)
  const { status, headers, body } = await browserSession(ctx, cookieOf(request))
  return new Response(body, { status, headers })
})

/** `POST /api/auth/callback/credentials` and `/api/auth/signout`, from a page of our own, with or without JavaScript. */
export const changeBrowserSession = guarded(async (request, requestId) => {
  const action = actionOf(request)
  if (action === 'session') throw methodNotAllowed('GET')
  if (!(action in ACTIONS)) throw noSuchPath()
  assertOwnOrigin(request)
  const ctx = await contextOf(request, requestId)
  const given = parse(fields, await readBody(request, 'form'))
  const { status, headers, body } = await browserAction(
    ctx,
    // Safe because `action` was just found among the keys.
    [...ACTIONS[action as keyof typeof ACTIONS]] as ['signout'],
    cookieOf(request),
    given,
  )
  return new Response(body, { status, headers })
})
