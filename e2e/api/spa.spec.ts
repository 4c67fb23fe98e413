import { expectOk, type Json, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, PASSWORD, unique } from '../people'

/** What a single-page app written against the first implementation does. */
const own = sandbox()

type Whole = Json & { id: string }

const whole = (path: string) => expectOk(own.admin.get<Whole>(path))

test('a user is sent back whole, with what is not to be written', async () => {
  const { id, email } = await makePerson(own.admin, ['VIEW_ROLES'])
  const path = `/api/users/${id}/`
  const before = await whole(path)
  expect(before).toMatchObject({ company: own.company, roles: [{ name: expect.any(String) }] })
  const sent = { ...before, first_name: 'Changed', roles: [], is_superuser: true, created_at: 'x' }
  const after = await expectOk(own.admin.put<Whole>(path, sent))
  expect(after).toEqual({ ...before, first_name: 'Changed', updated_at: after.updated_at })
  const other = { ...before, id: own.admin.id, company: null, password: '' }
  expect(await expectOk(own.admin.put<Whole>(path, other))).toMatchObject({
    id,
    company: own.company,
    first_name: before.first_name,
  })
  expect((await own.admin.signIn({ email, password: PASSWORD })).user.id).toBe(id)
})

test('a role is sent back whole', async () => {
  const body = { name: unique('Whole'), description: 'Before', permissions: ['VIEW_USERS'] }
  const { id } = await expectOk(own.admin.post<Named>('/api/roles/', body))
  const path = `/api/roles/${id}/`
  const before = await whole(path)
  const sent = {
    ...before,
    id: own.admin.id,
    description: 'After',
    user_count: 99,
    is_system: true,
  }
  const after = await expectOk(own.admin.put<Whole>(path, sent))
  expect(after).toEqual({ ...before, description: 'After', updated_at: after.updated_at })
  const asObject = { ...before, company: { id: before.company, name: 'x' } }
  expect(await expectOk(own.admin.put<Whole>(path, asObject))).toMatchObject({
    description: 'Before',
  })
})

test('a company is sent back whole', async () => {
  const path = `/api/companies/${own.company.id}/`
  const before = await whole(path)
  const after = await expectOk(own.admin.put<Whole>(path, { ...before, description: 'Changed' }))
  expect(after).toEqual({ ...before, description: 'Changed', updated_at: after.updated_at })
})

test('a company in a body, as an id or whole, counts for a superuser only', async ({
  superuser,
}) => {
  const company = await expectOk(
    superuser.post<Named>('/api/companies/', { name: unique('Elsewhere') }),
  )
  for (const choice of [company.id, company]) {
    const ignored = { name: unique('Mine'), company: choice }
    const mine = await expectOk(own.admin.post<Whole>('/api/roles/', ignored))
    expect(mine.company).toBe(own.company.id)
    const theirs = { name: unique('Theirs'), company: choice }
    expect(await expectOk(superuser.post<Whole>('/api/roles/', theirs))).toMatchObject({
      company: company.id,
    })
  }
  const user = { username: unique('u'), email: `${unique('u')}@example.com`, password: PASSWORD }
  const created = { ...user, company, id: company.id, roles: [{ id: company.id }], is_locked: true }
  expect(await expectOk(own.admin.post<Whole>('/api/users/', created))).toMatchObject({
    company: own.company,
    roles: [],
    is_locked: false,
  })
})

test('an empty filter is no filter', async () => {
  const all = await own.admin.get<Whole[]>('/api/audit-logs/')
  const empty = await own.admin.get<Whole[]>(
    '/api/audit-logs/?action=&user=&start_date=&end_date=&resource_type=&ordering=&search=',
  )
  expect(empty.status).toBe(200)
  expect(empty.body.map(({ id }) => id)).toEqual(all.body.map(({ id }) => id))
  for (const path of ['/api/users/?search=&ordering=&page=', '/api/roles/?search=&page_size=']) {
    expect((await own.admin.get(path)).status).toBe(200)
  }
})

test('an unknown query parameter is refused, and the known ones are named', async () => {
  const { status, body } = await own.admin.get('/api/roles/?serach=x')
  expect(status).toBe(400)
  expect(body.detail).toMatch(/search/)
  expect(body).toHaveProperty('errors.serach')
})

test('a role is taken away with a body in DELETE, and by POST', async () => {
  const { id: role_id } = await expectOk(
    own.admin.post<Named>('/api/roles/', { name: unique('Taken') }),
  )
  const { id } = await makeUser(own.admin)
  const assign = () => own.admin.post(`/api/users/${id}/assign_role/`, { role_id })
  const path = `/api/users/${id}/remove_role/`
  expect((await assign()).body).toEqual({ message: 'Role assigned successfully' })
  expect((await assign()).body).toEqual({ message: 'Role already assigned' })
  expect(await expectOk(own.admin.delete(path, { role_id }))).toEqual({
    message: 'Role removed successfully',
  })
  expect(await expectOk(own.admin.delete(path, { role_id }))).toEqual({
    message: 'Role not assigned to user',
  })
  await assign()
  expect(await expectOk(own.admin.post(path, { role_id }))).toEqual({
    message: 'Role removed successfully',
  })
})

test('a preflight on a slash URL is answered, not redirected', async ({ anybody }) => {
  for (const path of ['/api/users/', '/api/auth/login/', '/api/roles', '/api/audit-logs/']) {
    const { status, headers } = await anybody.send('OPTIONS', path, {
      headers: {
        origin: 'https://spa.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(status, path).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('https://spa.example')
  }
})

test('PATCH leaves alone what it is not given', async () => {
  const { id } = await makePerson(own.admin, ['VIEW_ROLES'])
  const before = await whole(`/api/users/${id}/`)
  const after = await expectOk(own.admin.patch<Whole>(`/api/users/${id}/`, { last_name: 'Only' }))
  expect(after).toEqual({ ...before, last_name: 'Only', updated_at: after.updated_at })
})
