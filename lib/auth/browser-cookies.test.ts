import { beforeAll, expect, it } from 'vitest'
import {
  contextFor,
  makeAdministrator,
  makeCompany,
  PASSWORD,
  type Person,
} from '@/lib/testing/sandbox'
import { browserAction } from './browser'
import { hasEnded } from './cookie'

let person: Person

beforeAll(async () => {
  person = await makeAdministrator((await makeCompany()).id)
})

const SIGN_IN: ['callback', 'credentials'] = ['callback', 'credentials']

/** The cookies of a name with which an act is answered. */
async function given(name: string, path: Parameters<typeof browserAction>[1], body = {}) {
  const { headers } = await browserAction(contextFor(null), path, undefined, body)
  return headers.getSetCookie().filter((cookie) => cookie.startsWith(`${name}=`))
}

it('keeps for a while what was typed into a form that was refused, unless it may be a password', async () => {
  const attempt = (body: object) => given('typed-email', SIGN_IN, body)
  const email = 'Ann+1;@example.com'
  const rest = 'HttpOnly; SameSite=Lax'
  expect(await attempt({ email, password: 'wrong' })).toEqual([
    `typed-email=Ann%2B1%3B%40example.com; Path=/login; Max-Age=60; ${rest}`,
  ])
  expect(await attempt({ email, password: 'wrong', json: 'true' })).toEqual([])
  const gone = [`typed-email=; Path=/login; Max-Age=0; ${rest}`]
  expect(await attempt({ email: 'Secret-7', password: 'x' })).toEqual(gone)
  expect(await attempt({ email: person.email, password: PASSWORD })).toEqual(gone)
})

it('remembers the end of a session for longer than the session, until somebody signs out', async () => {
  const credentials = { email: person.email, password: PASSWORD }
  const [cookie] = await given('session-end', SIGN_IN, credentials)
  const [, end, age] = /^session-end=(\d+); Path=\/; Max-Age=(\d+); HttpOnly/.exec(cookie!)!
  const left = Number(end) - Date.now() / 1000
  expect(left / 86_400).toBeCloseTo(7, 1)
  expect(Number(age)).toBeGreaterThan(left)
  expect(hasEnded(`session-end=${end}`)).toBe(false)
  expect(hasEnded(`a=b; session-end=${Math.floor(Date.now() / 1000) - 1}`)).toBe(true)
  for (const nothing of [null, 'session-end=', 'session-end=x']) {
    expect(hasEnded(nothing)).toBe(false)
  }
  expect(await given('session-end', SIGN_IN, { ...credentials, password: 'x' })).toEqual([])
  expect(await given('session-end', ['signout'])).toEqual([
    'session-end=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  ])
})
