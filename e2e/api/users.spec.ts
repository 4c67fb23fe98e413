import { expectOk, type Json, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, PASSWORD, unique } from '../people'

const own = sandbox()

interface User extends Json {
  id: string
  username: string
  email: string
  roles: Named[]
  company: Named | null
}

const input = (more: Json = {}) => {
  const username = unique('ada')
  return { username, email: `${username}@example.com`, password: PASSWORD, ...more }
}
const create = (body: Json) => own.admin.post<User>('/api/users/', body)
const makeRole = (permissions: string[]) =>
  expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Role'), permissions }))

test('a user is created, read, changed and deleted, and never shows a password', async ({
  anybody,
}) => {
  const body = input({ first_name: 'Ada', last_name: 'Lovelace' })
  const created = await create(body)
  expect(created.status).toBe(201)
  const { password, ...shown } = body
  expect(created.body).toMatchObject({ ...shown, company: own.company, roles: [], is_active: true })
  expect(created.text).not.toContain('password')
  const path = `/api/users/${created.body.id}/`
  expect((await own.admin.get(path)).body).toEqual(created.body)
  const { id } = (await anybody.signIn({ email: body.email, password })).user
  expect(id).toBe(created.body.id)
  const renamed = await expectOk(own.admin.patch<User>(path, { first_name: 'Augusta' }))
  expect(renamed).toMatchObject({ first_name: 'Augusta', last_name: 'Lovelace' })
  expect((await own.admin.delete(path)).status).toBe(204)
  expect((await own.admin.get(path)).status).toBe(404)
  expect((await create(body)).status).toBe(201)
})

test('a replacement without a password keeps it, and one with a password sets it', async ({
  anybody,
}) => {
  const { id, email } = await makeUser(own.admin)
  const path = `/api/users/${id}/`
  const user = await expectOk(own.admin.get<User>(path))
  await expectOk(own.admin.put(path, user))
  await anybody.signIn({ email, password: PASSWORD })
  await expectOk(own.admin.put(path, { ...user, password: 'Battery-staple-9' }))
  await anybody.signIn({ email, password: 'Battery-staple-9' })
})

test('username and e-mail are taken once, whatever their case', async () => {
  const body = input()
  await expectOk(create(body))
  for (const [field, value] of [
    ['username', body.username.toUpperCase()],
    ['email', body.email.toUpperCase()],
  ] as const) {
    const answer = await create(input({ [field]: value }))
    expect(answer.status, field).toBe(409)
    expect(answer.body).toHaveProperty(`errors.${field}`)
  }
})

test('what is not valid is explained by field', async () => {
  const wrong: [string, unknown][] = [
    ['email', 'nobody'],
    ['email', ''],
    ['username', ''],
    ['username', 'two words'],
    ['password', 'short'],
    ['password', 'password1'],
    ['password', 'p'.repeat(2000)],
    ['first_name', 'x'.repeat(151)],
    ['is_active', 'yes'],
  ]
  for (const [field, value] of wrong) {
    const answer = await create(input({ [field]: value }))
    expect(answer.status, `${field} ${value}`).toBe(400)
    expect(answer.body).toHaveProperty(`errors.${field}`)
  }
  const { password: _, ...without } = input()
  expect((await create(without)).body).toHaveProperty('errors.password')
})

test('roles come and go, until a date and with a reason', async () => {
  const { id } = await makeUser(own.admin)
  const role = await makeRole(['VIEW_ROLES', 'VIEW_USERS'])
  const assign = (more: Json) =>
    own.admin.post(`/api/users/${id}/assign_role/`, { role_id: role.id, ...more })
  expect((await assign({ expires_at: '2020-01-01T00:00:00Z' })).status).toBe(400)
  const expires_at = '2090-01-31T17:00:00Z'
  await expectOk(assign({ expires_at, reason: 'Holidays' }))
  const user = await expectOk(own.admin.get<User>(`/api/users/${id}/`))
  expect(user.roles).toEqual([{ id: role.id, name: role.name }])
  const held = await expectOk(own.admin.get<Json[]>(`/api/users/${id}/permissions/`))
  expect(held.map(({ permission }) => permission).sort()).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
  expect(held[0]!.sources).toMatchObject([
    { role: { id: role.id }, granted_by: { id: own.admin.id }, reason: 'Holidays' },
  ])
})

test('only a superuser moves somebody to another company, and the old roles end', async ({
  superuser,
}) => {
  const person = await makePerson(own.admin, ['VIEW_USERS'])
  const company = await expectOk(superuser.post<Named>('/api/companies/', { name: unique('New') }))
  const path = `/api/users/${person.id}/assign_company/`
  expect(await own.admin.post(path, { company_id: company.id })).toMatchObject({
    status: 403,
    body: { missing_permission: 'superuser' },
  })
  expect(await expectOk(superuser.post(path, { company_id: company.id }))).toEqual({
    message: 'Company assigned successfully',
  })
  expect((await own.admin.get(`/api/users/${person.id}/`)).status).toBe(404)
  const { user, permissions } = await expectOk(
    person.get<{ user: User; permissions: string[] }>('/api/auth/me/'),
  )
  expect(user).toMatchObject({ company: company.id, roles: [] })
  expect(permissions).toEqual([])
})

test('a list is searched, filtered, ordered and counted', async () => {
  const word = unique('find')
  const role = await makeRole(['VIEW_USERS'])
  const [first, second] = [
    await expectOk(create(input({ first_name: word, last_name: 'Zeta' }))),
    await expectOk(create(input({ last_name: `x${word.toUpperCase()}`, is_active: false }))),
  ]
  await expectOk(own.admin.post(`/api/users/${first.id}/assign_role/`, { role_id: role.id }))
  const list = async (query: string) => {
    const { body, headers } = await own.admin.get<User[]>(`/api/users/?search=${word}&${query}`)
    expect(headers.get('x-total-count')).toBe(String(body.length))
    return body.map(({ id }) => id)
  }
  expect(await list('ordering=created_at')).toEqual([first.id, second.id])
  expect(await list('ordering=-created_at')).toEqual([second.id, first.id])
  expect(await list('is_active=false')).toEqual([second.id])
  expect(await list(`role=${role.id}`)).toEqual([first.id])
  expect(await list('is_locked=true')).toEqual([])
})

test('nobody deactivates or deletes their own account', async () => {
  const second = await makePerson(own.admin, own.admin.permissions)
  const path = `/api/users/${second.id}/`
  expect((await second.patch(path, { is_active: false })).status).toBe(409)
  expect((await second.delete(path)).status).toBe(409)
})
