import { expectOk, type Json, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { Listener } from '../listener'
import { makePerson, makeUser, type Person, unique } from '../people'

const own = sandbox()

interface Preview {
  allowed: boolean
  guards: { code: string; message: string; role: string | null }[]
  affected: number
  online: number | null
  unchanged: { people: number; through: { role: Named; people: number }[] | null }
  people: { id: string; is_online: boolean | null; gains: string[]; loses: string[] }[] | null
}

interface Explained {
  permission: string
  sources: { kind: string; role: Named; reason: string; audit_entry: string | null }[]
  nearest?: { role: Named; adds: string[]; user_count: number; may_assign: boolean }[]
}

const makeRole = (permissions: string[]) =>
  expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Role'), permissions }))
const previewOf = (path: string, body: Json) =>
  expectOk(own.admin.post<Preview>(`${path}preview/`, body))
const give = ({ id }: { id: string }, role: Named, more: Json = {}) =>
  expectOk(own.admin.post(`/api/users/${id}/assign_role/`, { role_id: role.id, ...more }))
const codesOf = async (person: Person) =>
  (await expectOk(person.get<{ permissions: string[]; version: number }>('/api/auth/me/')))
    .permissions
const entries = async () => (await own.admin.get<Json[]>('/api/audit-logs/?page_size=200')).body

test('a role is previewed, and then does exactly that', async () => {
  const [role, other] = [await makeRole(['VIEW_USERS']), await makeRole(['VIEW_ROLES'])]
  const person = await makePerson(own.admin)
  await give(person, role)
  const both = await makeUser(own.admin)
  await give(both, role)
  await give(both, other)
  const path = `/api/roles/${role.id}/`
  const before = await entries()
  const seen = await previewOf(path, { permissions: ['VIEW_ROLES', 'VIEW_USERS'] })
  expect(seen).toMatchObject({ allowed: true, guards: [], affected: 1 })
  expect(seen.people![0]).toMatchObject({ id: person.id, gains: ['VIEW_ROLES'], loses: [] })
  expect(seen.unchanged).toMatchObject({ people: 1, through: [{ role: { id: other.id } }] })
  expect(await entries()).toEqual(before)
  expect(await codesOf(person)).toEqual(['VIEW_USERS'])
  await expectOk(own.admin.patch(path, { permissions: ['VIEW_ROLES', 'VIEW_USERS'] }))
  expect(await codesOf(person)).toEqual(['VIEW_ROLES', 'VIEW_USERS'])
})

test('a broken guard is told in the words of the refusal, and is no error', async () => {
  const person = await makePerson(own.admin, ['VIEW_USERS'])
  const path = `/api/roles/${person.role}/`
  const seen = await previewOf(path, { delete: true })
  const refused = await own.admin.delete(path)
  expect(refused.status).toBe(409)
  const { code, detail } = refused.body as { code: string; detail: string }
  expect(seen).toMatchObject({ allowed: false, affected: 0, guards: [{ code, message: detail }] })
  const last = await previewOf(`/api/users/${own.admin.id}/`, {
    roles: { remove: [own.admin.role] },
  })
  expect(last.guards).toMatchObject([{ code: 'last_administrator', role: own.admin.role }])
})

test('a preview needs what the change needs', async () => {
  const viewer = await makePerson(own.admin, ['VIEW_USERS', 'VIEW_ROLES'])
  const role = `/api/roles/${viewer.role}/preview/`
  const user = `/api/users/${viewer.id}/preview/`
  for (const [path, body, missing_permission] of [
    [role, { permissions: [] }, 'ASSIGN_PERMISSIONS'],
    [role, { delete: true }, 'DELETE_ROLE'],
    [user, { roles: { add: [{ role_id: viewer.role }] } }, 'ASSIGN_ROLES'],
    [user, { is_active: false }, 'UPDATE_USER'],
    [user, { delete: true }, 'DELETE_USER'],
  ] as const) {
    expect(await viewer.post(path, body)).toMatchObject({
      status: 403,
      body: { missing_permission },
    })
  }
  expect((await own.admin.post(role, {})).status).toBe(400)
  expect((await own.admin.post(user, { roles: { add: [] } })).status).toBe(400)
})

test('it tells how many of the affected have a page open', async () => {
  const role = await makeRole(['VIEW_USERS'])
  const [here, away] = [await makePerson(own.admin), await makeUser(own.admin)]
  await give(here, role)
  await give(away, role)
  const listener = await Listener.of(here)
  try {
    const path = `/api/roles/${role.id}/`
    // It is unknown where it is not learned within a second.
    const asked = async () => {
      const { affected, online, people } = await previewOf(path, { permissions: [] })
      const isOnline = ({ id }: { id: string }) => people!.find((one) => one.id === id)!.is_online
      return { affected, online, here: isOnline(here), away: isOnline(away) }
    }
    await expect.poll(asked).toEqual({ affected: 2, online: 1, here: true, away: false })
    expect(listener.versions).toEqual([])
  } finally {
    listener.close()
  }
})

test('every code is explained: where it comes from, or who would give it', async () => {
  const [role, wider] = [
    await makeRole(['VIEW_AUDIT_LOGS']),
    await makeRole(['VIEW_AUDIT_LOGS', 'DELETE_ROLE', 'VIEW_ROLES']),
  ]
  const person = await makeUser(own.admin)
  const path = `/api/users/${person.id}/permissions/`
  const explain = async (code: string) => {
    const rows = await expectOk(own.admin.get<Explained[]>(`${path}?explain=1`))
    expect(rows).toHaveLength(16)
    return rows.find(({ permission }) => permission === code)!
  }
  const { nearest, sources } = await explain('VIEW_AUDIT_LOGS')
  expect(sources).toEqual([])
  expect(nearest!.slice(0, 2)).toMatchObject([
    { role: { id: role.id }, adds: [], user_count: 0, may_assign: true },
    { role: { id: wider.id }, adds: ['DELETE_ROLE', 'VIEW_ROLES'] },
  ])
  await give(person, role, { reason: 'Audit week', expires_at: '2090-01-01T00:00:00Z' })
  const [source] = (await explain('VIEW_AUDIT_LOGS')).sources
  expect(source).toMatchObject({ role: { id: role.id }, reason: 'Audit week' })
  const entry = await expectOk(own.admin.get<Json>(`/api/audit-logs/${source!.audit_entry}/`))
  expect(entry).toMatchObject({ action: 'ASSIGN_ROLE', resource_id: person.id })
  const plain = await expectOk(own.admin.get<Explained[]>(path))
  expect(plain.map(({ permission }) => permission)).toEqual(['VIEW_AUDIT_LOGS'])
  expect(plain[0]!.sources[0]).not.toHaveProperty('audit_entry')
})
