import { beforeAll, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { failsWith } from '@/lib/testing/expecting'
import {
  contextFor,
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { browserAction, browserSession } from './browser'
import {
  changePassword,
  endOtherSessions,
  loginWithPassword,
  logout,
  refreshSession,
} from './commands'
import { sessionCookieName } from './cookie'
import { getMe, listOwnSessions } from './queries'
import { verifyToken } from './tokens'

let person: Person

beforeAll(async () => {
  person = await makeAdministrator((await makeCompany()).id)
})

const signIn = (email = person.email, password = PASSWORD) =>
  run(loginWithPassword, null, { email, password })

describe('signing in', () => {
  it('opens a session that tokens name and me shows', async () => {
    const { access, user, permissions } = await signIn()
    expect(user).toMatchObject({ id: person.id, email: person.email, company: person.company })
    expect(permissions).toEqual(user.permissions)
    const subject = await verifyToken('access', access)
    expect(subject?.sub).toBe(person.id)
    expect(await entriesOf(subject!.sid)).toMatchObject([{ sessionId: subject!.sid }])
    const me = await run(getMe, { ...person, ctx: contextFor(subject!.sid) }, {})
    expect(me.user.id).toBe(person.id)
    expect(await verifyToken('cookie', access)).toBeNull()
  })

  it('works by username, and refuses everything wrong with one and the same answer', async () => {
    const someone = await makePerson(person.company, { username: 'by-name' })
    const byName = await run(loginWithPassword, null, { username: 'BY-NAME', password: PASSWORD })
    expect(byName.user.id).toBe(someone.id)
    const refusals = await Promise.all([
      signIn('nobody@example.com').catch((error) => error.message),
      signIn(someone.email, 'wrong').catch((error) => error.message),
    ])
    expect(refusals).toEqual(['Wrong email or password.', 'Wrong email or password.'])
  })

  it('compares exactly five of a hundred parallel guesses', async () => {
    const victim = await makePerson(person.company)
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => signIn(victim.email, 'wrong').catch((error) => error.code)),
    )
    expect(outcomes.filter((code) => code === 'invalid_credentials')).toHaveLength(5)
    expect(outcomes.filter((code) => code === 'locked')).toHaveLength(95)
    await expect(signIn(victim.email)).rejects.toEqual(failsWith('locked'))
    await expect(run(getMe, victim, {})).resolves.toBeDefined()
  })
})

describe('refreshing', () => {
  it('gives one successor to fifty parallel calls, and ends the session on reuse', async () => {
    const { refresh } = await signIn()
    const pairs = await Promise.all(
      Array.from({ length: 50 }, () => run(refreshSession, null, { refresh })),
    )
    const successors = new Set(pairs.map((pair) => pair.refresh))
    expect(successors.size).toBe(1)
    const [successor] = [...successors]
    const next = await run(refreshSession, null, { refresh: successor! })
    await expect(run(refreshSession, null, { refresh })).rejects.toEqual(
      failsWith('unauthenticated'),
    )
    await expect(run(refreshSession, null, { refresh: next.refresh })).rejects.toEqual(
      failsWith('unauthenticated'),
    )
  })
})

describe('sessions', () => {
  it('end at once on logout', async () => {
    const { access, refresh } = await signIn()
    const ctx = contextFor((await verifyToken('access', access))!.sid)
    await run(logout, { ...person, ctx }, { refresh })
    await expect(run(getMe, { ...person, ctx }, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(run(refreshSession, null, { refresh })).rejects.toEqual(
      failsWith('unauthenticated'),
    )
  })

  it('are listed and ended by their owner', async () => {
    await signIn()
    const { rows } = await run(listOwnSessions, person, {})
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.filter(({ current }) => current)).toHaveLength(1)
    await run(endOtherSessions, person, {})
    expect((await run(listOwnSessions, person, {})).rows).toHaveLength(1)
  })

  it('other than the current one end when the password changes', async () => {
    const someone = await makePerson(person.company)
    const { refresh } = await signIn(someone.email)
    await expect(
      run(changePassword, someone, { current_password: 'wrong', new_password: 'Fresh-water-9' }),
    ).rejects.toEqual(failsWith('invalid'))
    await run(changePassword, someone, {
      current_password: PASSWORD,
      new_password: 'Fresh-water-9',
    })
    await expect(run(refreshSession, null, { refresh })).rejects.toEqual(
      failsWith('unauthenticated'),
    )
    await expect(run(getMe, someone, {})).resolves.toBeDefined()
    await expect(signIn(someone.email, 'Fresh-water-9')).resolves.toBeDefined()
  })
})

describe('the browser', () => {
  it('gets a cookie that holds no more than the session, and loses it on signing out', async () => {
    const ctx = contextFor(null)
    const answer = await browserAction(ctx, ['callback', 'credentials'], undefined, {
      email: person.email,
      password: PASSWORD,
      callbackUrl: '//evil.example',
    })
    expect(answer.headers.get('location')).toBe('/')
    const pattern = new RegExp(`${sessionCookieName()}=([^;]+)`)
    const cookie = pattern.exec(answer.headers.getSetCookie().join('\n'))?.[1]
    const subject = await verifyToken('cookie', cookie!)
    expect(subject?.sub).toBe(person.id)
    expect(await verifyToken('access', cookie!)).toBeNull()
    const shown = JSON.parse((await browserSession(ctx, cookie)).body!)
    expect(shown.user.email).toBe(person.email)
    await browserAction(ctx, ['signout'], cookie, {})
    expect(JSON.parse((await browserSession(ctx, cookie)).body!)).toEqual({})
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/users/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
  ])('is led to no other host by %j', async (callbackUrl) => {
    const credentials = { email: person.email, password: PASSWORD }
    const body = { ...credentials, callbackUrl, json: 'true' }
    const answer = await browserAction(
      contextFor(null),
      ['callback', 'credentials'],
      undefined,
      body,
    )
    expect(new URL(JSON.parse(answer.body!).url).pathname).toBe('/')
  })

  it('is told in the address why signing in failed', async () => {
    const answer = await browserAction(contextFor(null), ['callback', 'credentials'], undefined, {
      email: person.email,
      password: 'wrong',
    })
    expect(answer.headers.get('location')).toBe('/login?error=invalid_credentials')
  })

  it('keeps in the address where to go on after a failed attempt', async () => {
    const answer = await browserAction(contextFor(null), ['callback', 'credentials'], undefined, {
      email: person.email,
      password: 'wrong',
      callbackUrl: '/users?q=a',
    })
    const location = '/login?error=invalid_credentials&next=%2Fusers%3Fq%3Da'
    expect(answer.headers.get('location')).toBe(location)
    const ended = await browserAction(contextFor(null), ['signout'], undefined, {
      callbackUrl: '/login',
    })
    expect(ended.headers.get('location')).toBe('/login')
  })
})

it('leaves no password, hash or token in the trail', async () => {
  const text = await systemPool().read(async ({ db }) =>
    JSON.stringify(await db.execute(`select * from audit_logs`)),
  )
  expect(text).not.toContain(PASSWORD)
  expect(text).not.toMatch(/\$2[aby]\$|eyJ[\w-]+\./)
})
