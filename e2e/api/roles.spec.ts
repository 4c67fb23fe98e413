import { expectOk, type Json, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, unique } from '../people'

const own = sandbox()

interface Role extends Named {
  description: string
  company: string | null
  is_system: boolean
  permissions: string[]
  user_count: number
}

const create = (body: Json) => own.admin.post<Role>('/api/roles/', body)
const names = (rows: Named[]) => rows.map(({ name }) => name)

test('a role is created, read, changed, replaced and deleted', async () => {
  const name = unique('Clerk')
  const created = await create({ name: ` ${name} `, permissions: ['VIEW_USERS', 'VIEW_USERS'] })
  expect(created.status).toBe(201)
  const role = created.body
  expect(role).toMatchObject({ name, description: '', company: own.company.id, user_count: 0 })
  expect(role.permissions).toEqual(['VIEW_USERS'])
  const path = `/api/roles/${role.id}/`
  expect((await own.admin.get(path)).body).toEqual(role)
  const changed = await expectOk(own.admin.patch<Role>(path, { description: 'Reads' }))
  expect(changed).toMatchObject({ name, description: 'Reads', permissions: ['VIEW_USERS'] })
  const replaced = await expectOk(own.admin.put<Role>(path, { name, permissions: [] }))
  expect(replaced).toMatchObject({ name, description: '', permissions: [] })
  expect((await own.admin.delete(path)).status).toBe(204)
  expect((await own.admin.get(path)).status).toBe(404)
  expect((await own.admin.delete(path)).status).toBe(404)
})

test('names are unique in a company, whatever their case', async ({ superuser }) => {
  const name = unique('Unique')
  await expectOk(create({ name }))
  const again = await create({ name: name.toUpperCase() })
  expect(again).toMatchObject({ status: 409, body: { code: 'roles_name_taken' } })
  expect(again.body).toHaveProperty('errors.name')
  expect((await superuser.post('/api/roles/', { name })).status).toBe(201)
})

test('permissions are replaced as a whole, and an unknown code changes nothing', async () => {
  const { id } = await expectOk(create({ name: unique('Set'), permissions: ['VIEW_USERS'] }))
  const assign = (permissions: unknown) =>
    own.admin.post(`/api/roles/${id}/assign_permissions/`, { permissions })
  const current = async () => (await own.admin.get<Role>(`/api/roles/${id}/`)).body.permissions
  expect((await assign(['VIEW_ROLES', 'VIEW_AUDIT_LOGS'])).status).toBe(200)
  expect(await current()).toEqual(['VIEW_AUDIT_LOGS', 'VIEW_ROLES'])
  for (const wrong of [['VIEW_ROLES', 'FLY'], ['CREATE_COMPANY'], 'VIEW_ROLES', null, [1]]) {
    expect((await assign(wrong)).status, JSON.stringify(wrong)).toBe(400)
  }
  expect(await current()).toEqual(['VIEW_AUDIT_LOGS', 'VIEW_ROLES'])
  expect((await assign([])).status).toBe(200)
  expect(await current()).toEqual([])
})

test('what is not valid is explained by field', async () => {
  for (const body of [{}, { name: '' }, { name: '  ' }, { name: 'x'.repeat(101) }, { name: 7 }]) {
    const answer = await create(body)
    expect(answer.status, JSON.stringify(body)).toBe(400)
    expect(answer.body).toHaveProperty('errors.name')
  }
})

test('a role that somebody has cannot be deleted, and a system role not changed', async () => {
  const person = await makePerson(own.admin, ['VIEW_USERS'])
  expect((await own.admin.delete(`/api/roles/${person.role}/`)).status).toBe(409)
  expect((await own.admin.get<Role>(`/api/roles/${person.role}/`)).body.user_count).toBe(1)
  const system = `/api/roles/${own.admin.role}/`
  for (const answer of [
    await own.admin.patch(system, { name: 'Mine' }),
    await own.admin.delete(system),
    await own.admin.post(`${system}assign_permissions/`, { permissions: [] }),
  ]) {
    expect(answer).toMatchObject({ status: 403, body: { code: 'system_role' } })
  }
})

test('a list is paged, searched, ordered and counted', async () => {
  const prefix = unique('Page')
  for (const letter of ['b', 'a', 'c']) await expectOk(create({ name: `${prefix} ${letter}` }))
  const list = (query: string) => own.admin.get<Role[]>(`/api/roles/?search=${prefix}&${query}`)
  const first = await list('page_size=2&ordering=name')
  expect(names(first.body)).toEqual([`${prefix} a`, `${prefix} b`])
  expect(first.headers.get('x-total-count')).toBe('3')
  const link = first.headers.get('link')!
  const next = /<([^>]+)>; rel="next"/.exec(link)![1]!.replace(own.admin.url, '')
  expect(names((await own.admin.get<Role[]>(next)).body)).toEqual([`${prefix} c`])
  expect(link).toMatch(/rel="last"/)
  expect(names((await list('ordering=-name')).body)).toEqual([
    `${prefix} c`,
    `${prefix} b`,
    `${prefix} a`,
  ])
  const past = await list('page=9&page_size=2')
  expect(past.body).toEqual([])
  expect(past.headers.get('x-total-count')).toBe('3')
  for (const wrong of ['page=0', 'page_size=201', 'page=x', 'ordering=secret', 'is_system=maybe']) {
    expect((await list(wrong)).status, wrong).toBe(400)
  }
  expect((await own.admin.get<Role[]>('/api/roles/?search=%25')).body).toEqual([])
})

test('a superuser sees every company, the newest first, and narrows', async ({ superuser }) => {
  const { id } = await expectOk(create({ name: unique('Newest') }))
  const all = await expectOk(superuser.get<(Role & { created_at: string })[]>('/api/roles/'))
  const times = all.map(({ created_at }) => created_at)
  expect(times).toEqual([...times].sort().reverse())
  const narrowed = await expectOk(
    superuser.get<Role[]>(`/api/roles/?company=${own.company.id}&page_size=200`),
  )
  expect(narrowed.map((role) => role.id)).toContain(id)
  expect(narrowed.every(({ company }) => company === own.company.id)).toBe(true)
  const platform = await expectOk(superuser.post<Role>('/api/roles/', { name: unique('Own') }))
  expect(platform.company).toBeNull()
})
