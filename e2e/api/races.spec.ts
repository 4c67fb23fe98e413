import type { Tokens } from '../client'
import { addFigure } from '../counts'
import { expect, sandbox, test } from '../fixtures'
import { makeUser, unique } from '../people'

const own = sandbox()
const times = <T>(count: number, make: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, make))

test('of 100 wrong passwords at once exactly five are compared', async ({ anybody }) => {
  const known = await makeUser(own.admin)
  for (const email of [known.email, `${unique('nobody')}@example.com`]) {
    const answers = await times(100, () =>
      anybody.post('/api/auth/login/', { email, password: 'wrong' }),
    )
    const compared = answers.filter(({ status }) => status === 401).length
    expect(compared).toBe(5)
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(95)
    addFigure('passwords compared, of 100 wrong ones at once (two e-mails)', compared)
  }
})

test('50 refreshes at once make one successor', async ({ anybody }) => {
  const { refresh } = await anybody.signIn(await makeUser(own.admin))
  const answers = await times(50, () => anybody.post<Tokens>('/api/auth/refresh/', { refresh }))
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
  const successors = new Set(answers.map(({ body }) => body.refresh))
  expect(successors.size).toBe(1)
  addFigure('successors of 50 refreshes at once', successors.size)
  const [next] = successors
  expect((await anybody.post('/api/auth/refresh/', { refresh: next })).status).toBe(200)
})

test('20 equal creates make one role, and 20 equal assigns one assignment', async () => {
  const body = { name: unique('Race') }
  const created = await times(20, () => own.admin.post<{ id: string }>('/api/roles/', body))
  expect(created.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(created.filter(({ status }) => status === 409)).toHaveLength(19)
  const role_id = created.find(({ status }) => status === 201)!.body.id
  const { id } = await makeUser(own.admin)
  const assigned = await times(20, () =>
    own.admin.post(`/api/users/${id}/assign_role/`, { role_id }),
  )
  const said = assigned.map(({ body }) => body.message)
  expect(said.filter((text) => text === 'Role assigned successfully')).toHaveLength(1)
  expect(said.filter((text) => text === 'Role already assigned')).toHaveLength(19)
})

test('one Idempotency-Key makes one role, also at once', async () => {
  const body = { name: unique('Once') }
  const key = { 'idempotency-key': unique('key') }
  const answers = await times(10, () => own.admin.post('/api/roles/', body, key))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
  for (const { body: role } of answers) expect(role).toEqual(answers[0]!.body)
  const other = await own.admin.post('/api/roles/', { name: unique('Other') }, key)
  expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } })
})
