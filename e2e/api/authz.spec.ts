import { PERMISSIONS } from '../../lib/permissions/catalog'
import { expectOk, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson } from '../people'

const own = sandbox()

interface Verdict {
  allowed: boolean
  because: unknown
}

test('the catalogue lists every permission by its code', async () => {
  const { body, headers } =
    await own.admin.get<(Named & { description: string })[]>('/api/permissions/')
  expect(body.map(({ name }) => name)).toEqual(PERMISSIONS)
  expect(headers.get('x-total-count')).toBe('16')
  const [first] = body
  expect((await own.admin.get(`/api/permissions/${first!.id}/`)).body).toEqual(first)
})

test('somebody asks what they may do themselves', async () => {
  const person = await makePerson(own.admin, ['VIEW_ROLES'])
  const checks = [{ permission: 'VIEW_ROLES' }, { permission: 'DELETE_USER' }]
  const verdicts = await expectOk(person.post<Verdict[]>('/api/authz/check/', { checks }))
  expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, false])
})

test("another's permissions are for those who may see users", async ({ superuser }) => {
  const [reader, stranger] = [
    await makePerson(own.admin, ['VIEW_USERS']),
    await makePerson(own.admin, ['VIEW_ROLES']),
  ]
  const checks = [
    { permission: 'ASSIGN_ROLES', user_id: own.admin.id },
    { permission: 'CREATE_COMPANY', user_id: own.admin.id },
  ]
  const asked = await expectOk(reader.post<Verdict[]>('/api/authz/check/', { checks }))
  expect(asked.map(({ allowed }) => allowed)).toEqual([true, false])
  expect((await stranger.post('/api/authz/check/', { checks })).status).toBe(403)
  const foreign = { checks: [{ permission: 'VIEW_USERS', user_id: superuser.user.id }] }
  const random = { checks: [{ permission: 'VIEW_USERS', user_id: own.company.id }] }
  const same = { 'x-request-id': 'the-same' }
  const answers = [
    await reader.post('/api/authz/check/', foreign, same),
    await reader.post('/api/authz/check/', random, same),
  ]
  expect(answers[0]!.text).toBe(answers[1]!.text)
})

test('at most a hundred known codes are checked at once', async () => {
  const many = (count: number) => ({ checks: Array(count).fill({ permission: 'VIEW_USERS' }) })
  expect((await own.admin.post<Verdict[]>('/api/authz/check/', many(100))).body).toHaveLength(100)
  expect((await own.admin.post('/api/authz/check/', many(101))).status).toBe(400)
  for (const wrong of [{}, { checks: 'x' }, { checks: [{ permission: 'FLY' }] }]) {
    expect((await own.admin.post('/api/authz/check/', wrong)).status).toBe(400)
  }
})

test('health answers without a session', async ({ anybody }) => {
  expect((await anybody.get('/api/health/live/')).status).toBe(200)
  expect((await anybody.get('/api/health/ready/')).status).toBe(200)
})
