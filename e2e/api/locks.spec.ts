import { expectOk, type Json } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, PASSWORD } from '../people'

const own = sandbox()

interface Session extends Json {
  id: string
  current: boolean
}

test('a lock holds from the next request, and is told only to who knows the password', async ({
  anybody,
}) => {
  const person = await makePerson(own.admin, ['VIEW_USERS'])
  const path = `/api/users/${person.id}`
  const signIn = (password: string) =>
    anybody.post('/api/auth/login/', { email: person.email, password })
  const locked = await own.admin.post<Json>(`${path}/lock/`, { minutes: 10, reason: 'Lost laptop' })
  expect(locked.body).toMatchObject({ status: 'locked', is_locked: true })
  expect((await person.get('/api/auth/me/')).status).toBe(401)
  const right = await signIn(PASSWORD)
  expect([right.status, right.body.code]).toEqual([423, 'account_locked'])
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(500)
  expect((await signIn('Wrong-horse-7')).status).toBe(401)
  const entries = await own.admin.get<Json[]>(
    `/api/audit-logs/?action=LOCK&resource_id=${person.id}`,
  )
  expect(entries.body).toMatchObject([{ details: expect.stringContaining('Lost laptop') }])
  expect(await expectOk(own.admin.get(`${path}/sign_in/`))).toMatchObject({
    must_change_password: false,
    lock: {
      until: locked.body.locked_until,
      by: { id: own.admin.id },
      audit_entry: entries.body[0]!.id,
    },
  })
  await expectOk(own.admin.post(`${path}/unlock/`))
  expect((await signIn(PASSWORD)).status).toBe(200)
})

test('nobody locks themselves, a superuser or whoever may do more', async ({ superuser }) => {
  const clerk = await makePerson(own.admin, ['VIEW_USERS', 'UPDATE_USER'])
  const lock = async (id: string, body: Json = {}) =>
    (await clerk.post<Json>(`/api/users/${id}/lock/`, body)).body.code
  expect(await lock(clerk.id)).toBe('own_account')
  expect(await lock(superuser.user.id)).toBe('not_found')
  expect(await lock(own.admin.id)).toBe('forbidden')
  const other = await makePerson(own.admin)
  expect(await lock(other.id, { minutes: 43_201 })).toBe('invalid')
  expect(await lock(other.id, { until: '2020-01-01T00:00:00Z' })).toBe('invalid')
})

test('one session of somebody is ended', async ({ anybody }) => {
  const person = await makePerson(own.admin)
  const second = await anybody.signIn(person)
  const path = `/api/users/${person.id}/sessions/`
  const sessions = await expectOk(person.get<Session[]>('/api/auth/sessions/'))
  const first = sessions.find(({ current }) => current)!
  expect((await own.admin.delete(`${path}${first.id}/`)).status).toBe(204)
  expect((await person.get('/api/auth/me/')).status).toBe(401)
  expect((await second.get('/api/auth/me/')).status).toBe(200)
  expect((await own.admin.delete(`${path}${first.id}/`)).status).toBe(404)
})

test('the answer to a change carries what an undo must find unchanged', async () => {
  const person = await makePerson(own.admin)
  const path = `/api/users/${person.id}/`
  const changed = await own.admin.patch(path, { is_active: false })
  const tag = changed.headers.get('etag')!
  expect(tag).toBe((await own.admin.get(path)).headers.get('etag'))
  await expectOk(own.admin.patch(path, { first_name: 'Somebody' }))
  const undo = await own.admin.patch(path, { is_active: true }, { 'if-match': tag })
  expect(undo.status).toBe(412)
})
