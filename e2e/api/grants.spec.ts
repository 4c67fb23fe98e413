import { expectOk, type Json, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, unique } from '../people'

const own = sandbox()
const foreign = sandbox()

interface HeldRole {
  role: Named
  permissions: string[]
  granted_by: Named | null
  reason: string | null
}

const makeRole = (permissions: string[]) =>
  expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Role'), permissions }))
const give = ({ id }: { id: string }, role: Named, more: Json = {}) =>
  expectOk(own.admin.post(`/api/users/${id}/assign_role/`, { role_id: role.id, ...more }))

test('how people have their roles is told from both sides', async () => {
  const [person, role] = [await makeUser(own.admin), await makeRole(['VIEW_USERS'])]
  await give(person, role, { reason: 'Stands in' })
  const held = await expectOk(own.admin.get<HeldRole[]>(`/api/users/${person.id}/roles/`))
  expect(held).toMatchObject([
    { role: { id: role.id }, permissions: ['VIEW_USERS'], reason: 'Stands in' },
  ])
  expect(held[0]!.granted_by!.id).toBe(own.admin.id)
  const { body, headers } = await own.admin.get<Named[]>(`/api/roles/${role.id}/users/?page_size=1`)
  expect(body).toMatchObject([{ id: person.id, email: person.email, status: 'active' }])
  expect(headers.get('x-total-count')).toBe('1')
})

test('a role that people have is deleted with a word on what they get instead', async () => {
  const [person, role, other] = [
    await makePerson(own.admin),
    await makeRole(['VIEW_USERS', 'VIEW_ROLES']),
    await makeRole(['VIEW_ROLES']),
  ]
  await give(person, role)
  const path = `/api/roles/${role.id}/`
  expect((await own.admin.delete(path)).status).toBe(409)
  const elsewhere = await expectOk(foreign.admin.get<Named[]>('/api/roles/'))
  for (const wrong of [elsewhere[0]!.id, person.id, role.id, 'x', 7]) {
    const { status, body } = await own.admin.delete(path, { reassign_to: wrong })
    expect(status).toBe(400)
    expect(Object.keys(body.errors as Json)).toEqual(['reassign_to'])
  }
  const change = { delete: true, reassign_to: other.id }
  expect(await expectOk(own.admin.post(`${path}preview/`, change))).toMatchObject({
    allowed: true,
    affected: 1,
    people: [{ id: person.id, gains: [], loses: ['VIEW_USERS'] }],
  })
  expect((await own.admin.delete(path, { reassign_to: other.id })).status).toBe(204)
  const me = await expectOk(person.get<{ permissions: string[] }>('/api/auth/me/'))
  expect(me.permissions).toEqual(['VIEW_ROLES'])
  expect((await own.admin.delete(`/api/roles/${other.id}/`, { reassign_to: null })).status).toBe(
    204,
  )
  expect(
    (await expectOk(person.get<{ permissions: string[] }>('/api/auth/me/'))).permissions,
  ).toEqual([])
})

test('permissions are traced to their roles and people', async ({ superuser }) => {
  const person = await makePerson(own.admin, ['VIEW_AUDIT_LOGS', 'VIEW_PERMISSIONS'])
  type Usage = { permission: string; roles: Named[] | null; people: number }
  const usage = await expectOk(own.admin.get<Usage[]>('/api/permissions/usage/'))
  const entry = usage.find(({ permission }) => permission === 'VIEW_AUDIT_LOGS')!
  expect(entry.people).toBe(2)
  expect(entry.roles!.map(({ id }) => id)).toContain(person.role)
  const [reading] = await expectOk(person.get<Usage[]>('/api/permissions/usage/'))
  expect(reading!.roles).toBeNull()
  const codes = await expectOk(own.admin.get<Named[]>('/api/permissions/'))
  const { id } = codes.find(({ name }) => name === 'VIEW_AUDIT_LOGS')!
  const path = `/api/permissions/${id}/holders/`
  const holders = await expectOk(own.admin.get<{ id: string; through: Named[] }[]>(path))
  expect(holders.map((one) => one.id).sort()).toEqual([own.admin.id, person.id].sort())
  const asked = `?company=${own.company.id}`
  expect(await expectOk(superuser.get<Json[]>(`${path}${asked}`))).toEqual(holders)
  const elsewhere = await expectOk(foreign.admin.get<Json[]>(`${path}${asked}`))
  expect(elsewhere.map((one) => one.id)).toEqual([foreign.admin.id])
  const grantors = await expectOk(person.get<Json[]>('/api/authz/grantors/?permission=VIEW_USERS'))
  expect(grantors).toMatchObject([{ id: own.admin.id }])
})

test('the overview tells of the own company what its reader may see', async ({ superuser }) => {
  const nobody = await makePerson(own.admin)
  const asked = `?company=${own.company.id}`
  const seen = await expectOk(own.admin.get('/api/overview/'))
  expect(seen).toMatchObject({ sole_administrator: { id: own.admin.id }, locked_people: [] })
  const elsewhere = await expectOk(foreign.admin.get(`/api/overview/${asked}`))
  expect(elsewhere).toMatchObject({ sole_administrator: { id: foreign.admin.id } })
  expect(await expectOk(superuser.get(`/api/overview/${asked}`))).toMatchObject({
    users: seen.users,
    sole_administrator: { id: own.admin.id },
  })
  const nothing = await expectOk(nobody.get('/api/overview/'))
  expect(new Set(Object.values(nothing))).toEqual(new Set([null]))
})

test('somebody changes their own name, and must choose a new password when asked to', async () => {
  const person = await makePerson(own.admin)
  const path = '/api/auth/me/'
  const { user } = await expectOk(person.patch<{ user: Json }>(path, { first_name: 'Ada' }))
  expect(user).toMatchObject({ first_name: 'Ada', last_name: 'Person' })
  expect(await expectOk(person.get<{ user: Json }>(path))).toMatchObject({ user })
  const demand = await own.admin.post(`/api/users/${person.id}/require_password_change/`)
  expect(demand.body).toEqual({ message: 'Password change required' })
  const { status, body } = await person.patch(path, { first_name: 'Eve' })
  expect(status).toBe(403)
  expect(body.code).toBe('password_change_required')
})

test('lists tell what has changed since some time, and who has no role', async () => {
  const person = await makeUser(own.admin)
  const since = encodeURIComponent(new Date(Date.now() + 3_600_000).toISOString())
  for (const list of ['users', 'roles', 'companies']) {
    expect(await expectOk(own.admin.get<Json[]>(`/api/${list}/?updated_since=${since}`))).toEqual(
      [],
    )
    expect((await own.admin.get(`/api/${list}/?updated_since=yesterday`)).status).toBe(400)
  }
  const idle = await expectOk(own.admin.get<Json[]>('/api/users/?without_role=true&page_size=200'))
  expect(idle.map(({ id }) => id)).toContain(person.id)
  expect(idle.map(({ id }) => id)).not.toContain(own.admin.id)
  const [company] = await expectOk(own.admin.get<Json[]>('/api/companies/'))
  expect(company).toMatchObject({ admin_count: 1, locked_count: 0 })
  expect(company!.active_count).toBe(company!.user_count)
})
