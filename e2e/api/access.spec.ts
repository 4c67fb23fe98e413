import { type Api, expectOk, type Named, type Tokens } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, unique } from '../people'

const own = sandbox()

const statusOf = async (api: Api, path: string) => (await api.get(path)).status
const makeRole = (permissions: string[]) =>
  expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Role'), permissions }))

test('the main job: a role is given and taken, and the very next request knows', async ({
  anybody,
}) => {
  const { id: role_id } = await makeRole(['VIEW_AUDIT_LOGS'])
  const user = await makeUser(own.admin)
  const person = await anybody.signIn(user)
  const change = (verb: string) =>
    expectOk(own.admin.post(`/api/users/${user.id}/${verb}/`, { role_id }))
  const trail = '/api/audit-logs/'
  for (let round = 0; round < 3; round++) {
    expect(await statusOf(person, trail)).toBe(403)
    await change('assign_role')
    expect(await statusOf(person, trail)).toBe(200)
    await change('remove_role')
  }
  expect(await statusOf(person, trail)).toBe(403)
  const entries = await expectOk(
    own.admin.get<{ action: string }[]>(`${trail}?resource_id=${user.id}&outcome=success`),
  )
  const actions = entries.map(({ action }) => action)
  expect(actions.filter((action) => action === 'ASSIGN_ROLE')).toHaveLength(3)
  expect(actions.filter((action) => action === 'REMOVE_ROLE')).toHaveLength(3)
})

test("a role's permissions change under the feet of those who have it", async () => {
  const person = await makePerson(own.admin, ['VIEW_ROLES'])
  const set = (permissions: string[]) =>
    expectOk(own.admin.post(`/api/roles/${person.role}/assign_permissions/`, { permissions }))
  expect(await statusOf(person, '/api/roles/')).toBe(200)
  expect(await set(['VIEW_USERS'])).toEqual({ message: 'Permissions assigned successfully' })
  expect(await statusOf(person, '/api/roles/')).toBe(403)
  expect(await statusOf(person, '/api/users/')).toBe(200)
  await set(['VIEW_USERS', 'VIEW_ROLES'])
  expect(await statusOf(person, '/api/roles/')).toBe(200)
})

test('the version of a person rises with what they may do', async () => {
  const person = await makePerson(own.admin, ['VIEW_ROLES'])
  const version = async () =>
    (await expectOk(person.get<{ version: number }>('/api/auth/me/'))).version
  const before = await version()
  const body = { permissions: ['VIEW_ROLES', 'VIEW_USERS'] }
  await expectOk(own.admin.post(`/api/roles/${person.role}/assign_permissions/`, body))
  expect(await version()).toBe(before + 1)
  await expectOk(own.admin.patch(`/api/roles/${person.role}/`, { description: 'Other words' }))
  expect(await version()).toBe(before + 1)
})

test('deactivation and deletion hold from the next request', async () => {
  const [idle, gone] = [await makePerson(own.admin), await makePerson(own.admin)]
  await expectOk(own.admin.patch(`/api/users/${idle.id}/`, { is_active: false }))
  expect(await statusOf(idle, '/api/auth/me/')).toBe(401)
  expect((await own.admin.delete(`/api/users/${gone.id}/`)).status).toBe(204)
  expect(await statusOf(gone, '/api/auth/me/')).toBe(401)
  expect(await statusOf(own.admin, `/api/users/${gone.id}/`)).toBe(404)
})

test('a deactivated company stops everybody in it, until it is active again', async ({
  anybody,
  superuser,
}) => {
  const company = await expectOk(
    superuser.post<Named>('/api/companies/', { name: unique('Paused') }),
  )
  const user = await makeUser(superuser, company.id)
  const person = await anybody.signIn(user)
  const set = (is_active: boolean) =>
    expectOk(superuser.patch(`/api/companies/${company.id}/`, { is_active }))
  await set(false)
  expect(await statusOf(person, '/api/auth/me/')).toBe(401)
  const refresh = { refresh: person.refresh }
  expect((await anybody.post<Tokens>('/api/auth/refresh/', refresh)).status).toBe(401)
  await set(true)
  await anybody.signIn(user)
})

test('you can give only what you hold, and manage nobody who may do more', async () => {
  const clerk = await makePerson(own.admin, ['ASSIGN_ROLES', 'UPDATE_USER', 'VIEW_USERS'])
  const colleague = await makeUser(own.admin)
  const [small, large] = [await makeRole(['VIEW_USERS']), await makeRole(['DELETE_USER'])]
  const assign = (role: Named) =>
    clerk.post(`/api/users/${colleague.id}/assign_role/`, { role_id: role.id })
  expect((await assign(small)).status).toBe(200)
  expect(await assign(large)).toMatchObject({
    status: 403,
    body: { missing_permission: 'DELETE_USER' },
  })
  const boss = `/api/users/${own.admin.id}/`
  const attempts = [
    await clerk.patch(boss, { is_active: false }),
    await clerk.patch(boss, { email: `${unique('mine')}@example.com` }),
    await clerk.post(`${boss}set_password/`, { password: 'Battery-staple-9' }),
    await clerk.post(`${boss}remove_role/`, { role_id: own.admin.role }),
    await clerk.delete(`${boss}sessions/`),
  ]
  expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  expect(await statusOf(own.admin, '/api/auth/me/')).toBe(200)
})

test('the last administrator stays', async () => {
  const { id, role } = own.admin
  const attempts = [
    await own.admin.post(`/api/users/${id}/remove_role/`, { role_id: role }),
    await own.admin.patch(`/api/users/${id}/`, { is_active: false }),
    await own.admin.delete(`/api/users/${id}/`),
  ]
  expect(attempts.map(({ status }) => status)).toEqual([409, 409, 409])
})
