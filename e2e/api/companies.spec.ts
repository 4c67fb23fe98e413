import { expectOk, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, unique } from '../people'

const own = sandbox()

interface Company extends Named {
  description: string
  is_active: boolean
}

interface Role extends Named {
  is_system: boolean
  permissions: string[]
}

test('a superuser creates, changes and deletes a company', async ({ superuser }) => {
  const name = unique('Northwind')
  const created = await superuser.post<Company>('/api/companies/', { name, description: 'Trade' })
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ name, description: 'Trade', is_active: true })
  const path = `/api/companies/${created.body.id}/`
  const changed = await expectOk(superuser.patch<Company>(path, { description: 'More trade' }))
  expect(changed).toMatchObject({ name, description: 'More trade' })
  expect((await superuser.get(path)).body).toEqual(changed)
  expect(await superuser.post('/api/companies/', { name: name.toUpperCase() })).toMatchObject({
    status: 409,
    body: { code: 'companies_name_taken' },
  })
  expect((await superuser.delete(path)).status).toBe(204)
  expect((await superuser.get(path)).status).toBe(404)
})

test('a new company has a system role with everything a company may hold', async ({
  superuser,
}) => {
  const { id } = await expectOk(superuser.post<Named>('/api/companies/', { name: unique('Fresh') }))
  const roles = await expectOk(superuser.get<Role[]>(`/api/roles/?company=${id}`))
  expect(roles).toMatchObject([{ name: 'Tenant Admin', is_system: true, company: id }])
  expect(roles[0]!.permissions).toHaveLength(14)
})

test("a company's own people see their company only, and may rename it", async ({ superuser }) => {
  const { body, headers } = await own.admin.get<Company[]>('/api/companies/')
  expect(body.map(({ id }) => id)).toEqual([own.company.id])
  expect(headers.get('x-total-count')).toBe('1')
  const path = `/api/companies/${own.company.id}/`
  const name = unique('Renamed')
  expect(await expectOk(own.admin.patch(path, { name }))).toMatchObject({ name })
  expect((await own.admin.post('/api/companies/', { name: unique('Mine') })).status).toBe(403)
  expect((await own.admin.delete(path)).status).toBe(403)
  const all = await superuser.get<Company[]>('/api/companies/?page_size=1')
  expect(Number(all.headers.get('x-total-count'))).toBeGreaterThan(1)
})

test('nobody of a deleted company signs in or goes on', async ({ anybody, superuser }) => {
  const { id } = await expectOk(superuser.post<Named>('/api/companies/', { name: unique('Gone') }))
  const person = await makePerson(superuser, ['VIEW_USERS'], id)
  expect((await superuser.delete(`/api/companies/${id}/`)).status).toBe(204)
  expect((await person.get('/api/auth/me/')).status).toBe(401)
  const { email, password } = person
  expect((await anybody.post('/api/auth/login/', { email, password })).status).toBe(401)
})
