import { type Api, expectOk, type Json, type SignedIn, type Tokens } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, PASSWORD, unique } from '../people'

const own = sandbox()

interface Session {
  id: string
  current: boolean
}

const me = (api: Api) => api.get<{ user: Tokens['user']; permissions: string[] }>('/api/auth/me/')
const signIn = (api: Api, body: object, headers?: Record<string, string>) =>
  api.post<Tokens & Json>('/api/auth/login/', body, headers)
const refresh = (api: Api, token: string) =>
  api.post<Pick<Tokens, 'access' | 'refresh'>>('/api/auth/refresh/', { refresh: token })

test('signing in answers with tokens, the person and their permissions', async ({ anybody }) => {
  const { email, role } = own.admin
  const body = await expectOk(
    signIn(anybody, { email: ` ${email.toUpperCase()}`, password: PASSWORD }),
  )
  expect(body.user).toMatchObject({ email, company: own.company.id, is_superuser: false })
  expect(body.user.roles).toEqual([{ id: role, name: 'Tenant Admin' }])
  expect(body.permissions).toHaveLength(14)
  expect(body.user).toMatchObject({ permissions: body.permissions })
  expect(body).not.toHaveProperty('companies')
  const { user, permissions } = await expectOk(me(anybody.as(body.access)))
  expect({ user, permissions }).toEqual({ user: body.user, permissions: body.permissions })
})

test('a username signs in too', async ({ anybody }) => {
  const { username } = own.admin.user
  expect(await expectOk(signIn(anybody, { username, password: PASSWORD }))).toMatchObject({
    user: { username },
  })
  expect((await signIn(anybody, { email: username, password: PASSWORD })).status).toBe(200)
})

test('a superuser holds everything and belongs to no company', async ({ superuser }) => {
  const { user, permissions } = await expectOk(me(superuser))
  expect(user).toMatchObject({ company: null, is_superuser: true, permissions })
  expect(permissions).toHaveLength(16)
})

test('people of several companies learn of them and choose', async ({ anybody, superuser }) => {
  const person = await makeUser(own.admin)
  const other = await expectOk(
    superuser.post<{ id: string; name: string }>('/api/companies/', { name: unique('Second') }),
  )
  await expectOk(
    superuser.post('/api/users/', {
      ...person,
      username: unique('twin'),
      company: other.id,
      link_existing: true,
    }),
  )
  const { companies } = await expectOk(signIn(anybody, person))
  expect(companies).toHaveLength(2)
  const chosen = await expectOk(signIn(anybody, { ...person, company: other.id }))
  expect(chosen.user.company).toBe(other.id)
})

test('every failure to sign in has the same answer', async ({ anybody, superuser }) => {
  const company = await expectOk(
    superuser.post<{ id: string }>('/api/companies/', { name: unique('Closed') }),
  )
  const [wrong, inactive, closed] = [
    await makeUser(own.admin),
    await makeUser(own.admin),
    await makeUser(superuser, company.id),
  ]
  await expectOk(own.admin.patch(`/api/users/${inactive.id}/`, { is_active: false }))
  await expectOk(superuser.patch(`/api/companies/${company.id}/`, { is_active: false }))
  const attempts = [
    { email: wrong.email, password: 'Wrong-horse-7' },
    { email: `${unique('nobody')}@example.com`, password: PASSWORD },
    { email: inactive.email, password: PASSWORD },
    { email: closed.email, password: PASSWORD },
  ]
  const answers = []
  for (const attempt of attempts) {
    answers.push(await signIn(anybody, attempt, { 'x-request-id': 'same' }))
  }
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers[0]!.body.code).toBe('invalid_credentials')
})

test('five failures lock an e-mail, whether or not somebody has it', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  for (const email of [person.email, `${unique('nobody')}@example.com`]) {
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await signIn(anybody, { email, password: 'wrong' })).status).toBe(401)
    }
    const locked = await signIn(anybody, { email, password: PASSWORD })
    expect(locked.status).toBe(423)
    const seconds = Number(locked.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(280)
    expect(seconds).toBeLessThanOrEqual(300)
  }
  await expectOk(own.admin.post(`/api/users/${person.id}/unlock/`))
  expect((await signIn(anybody, person)).status).toBe(200)
})

test('a refresh token works once, and using it again ends the session', async ({ anybody }) => {
  const first = await anybody.signIn(await makeUser(own.admin))
  const second = await expectOk(refresh(anybody, first.refresh))
  expect(second.refresh).not.toBe(first.refresh)
  const third = await expectOk(refresh(anybody, second.refresh))
  expect((await me(anybody.as(third.access))).status).toBe(200)
  expect((await refresh(anybody, first.refresh)).status).toBe(401)
  for (const access of [first.access, third.access]) {
    expect((await me(anybody.as(access))).status).toBe(401)
  }
  expect((await refresh(anybody, third.refresh)).status).toBe(401)
})

test('a refresh token that nobody made is refused', async ({ anybody }) => {
  const { refresh: real } = await anybody.signIn(await makeUser(own.admin))
  for (const token of ['', 'x', `${real.slice(0, -4)}AAAA`, `${real.split('.')[0]}.`]) {
    expect((await refresh(anybody, token)).status).toBe(401)
  }
  expect((await refresh(anybody, real)).status).toBe(200)
})

test('signing out kills the access token on the next request', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  const [byToken, byRefresh] = [await anybody.signIn(person), await anybody.signIn(person)]
  expect(await expectOk(byToken.post('/api/auth/logout/'))).toEqual({
    message: 'Successfully logged out',
  })
  expect((await me(byToken)).status).toBe(401)
  expect((await refresh(anybody, byToken.refresh)).status).toBe(401)
  expect((await byToken.post('/api/auth/logout/')).status).toBe(401)
  expect((await me(byRefresh)).status).toBe(200)
  await expectOk(anybody.post('/api/auth/logout/', { refresh: byRefresh.refresh }))
  expect((await me(byRefresh)).status).toBe(401)
})

test('a new password ends every other session', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  const [here, there] = [await anybody.signIn(person), await anybody.signIn(person)]
  const change = (current_password: string, new_password: string) =>
    here.post('/api/auth/change_password/', { current_password, new_password })
  expect((await change('wrong', 'Quiet-river-42')).status).toBe(400)
  expect((await change(PASSWORD, 'short')).body).toHaveProperty('errors.new_password')
  expect((await change(PASSWORD, 'Quiet-river-42')).status).toBe(204)
  expect((await me(here)).status).toBe(200)
  expect((await me(there)).status).toBe(401)
  expect((await signIn(anybody, person)).status).toBe(401)
  expect((await signIn(anybody, { ...person, password: 'Quiet-river-42' })).status).toBe(200)
})

test('a password set by somebody else must be changed first where that is asked', async ({
  anybody,
}) => {
  const person = { ...(await makeUser(own.admin)), password: 'Battery-staple-9' }
  const body = { password: person.password, must_change: true }
  await expectOk(own.admin.post(`/api/users/${person.id}/set_password/`, body))
  const signedIn = await anybody.signIn(person)
  expect(await expectOk(me(signedIn))).toMatchObject({ must_change_password: true })
  const refused = await signedIn.post('/api/authz/check/', { checks: [] })
  expect(refused).toMatchObject({ status: 403, body: { code: 'password_change_required' } })
  const passwords = { current_password: person.password, new_password: PASSWORD }
  expect((await signedIn.post('/api/auth/change_password/', passwords)).status).toBe(204)
  expect(await expectOk(me(signedIn))).toMatchObject({ must_change_password: false })
})

test('sessions are listed and ended by their owner', async ({ anybody }) => {
  const person = await makeUser(own.admin)
  const all: SignedIn[] = []
  for (let i = 0; i < 3; i++) all.push(await anybody.signIn(person))
  const [here, there, elsewhere] = all as [SignedIn, SignedIn, SignedIn]
  const { body: sessions, headers } = await here.get<Session[]>('/api/auth/sessions/')
  expect(headers.get('x-total-count')).toBe('3')
  expect(sessions.filter(({ current }) => current)).toHaveLength(1)
  const { body: seen } = await there.get<Session[]>('/api/auth/sessions/')
  const { id } = seen.find(({ current }) => current)!
  expect(await expectOk(here.get(`/api/auth/sessions/${id}/`))).toMatchObject({
    id,
    current: false,
  })
  expect((await here.delete(`/api/auth/sessions/${id}/`)).status).toBe(204)
  expect((await me(there)).status).toBe(401)
  expect((await here.get(`/api/auth/sessions/${id}/`)).status).toBe(404)
  expect((await here.delete('/api/auth/sessions/')).status).toBe(204)
  expect((await me(elsewhere)).status).toBe(401)
  expect((await me(here)).status).toBe(200)
})

test('an administrator ends the sessions of a user', async () => {
  const person = await makePerson(own.admin)
  const sessions = await expectOk(own.admin.get<Session[]>(`/api/users/${person.id}/sessions/`))
  expect(sessions).toHaveLength(1)
  expect((await own.admin.delete(`/api/users/${person.id}/sessions/`)).status).toBe(204)
  expect((await me(person)).status).toBe(401)
})
