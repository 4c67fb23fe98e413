import { expectOk, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { makePerson, makeUser, unique } from '../people'

const own = sandbox()
const TRAIL = '/api/audit-logs/'

interface Entry {
  id: string
  user_name: string
  user_email: string
  action: string
  resource_type: string
  resource_id: string | null
  details: string
  changes: Record<string, { before: unknown; after: unknown }>
  outcome: string
  ip_address: string | null
  user_agent: string | null
  request_id: string | null
  timestamp: string
}

const nextOf = (headers: Headers): string => {
  const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? ''
  return next && new URL(next).pathname + new URL(next).search
}

const read = async (query: string) => (await own.admin.get<Entry[]>(`${TRAIL}?${query}`)).body

test('a change leaves one entry: who, from where, what, before and after', async () => {
  const headers = { 'user-agent': 'Mozilla/5.0 (Test)', 'x-request-id': unique('request') }
  const { id } = await expectOk(
    own.admin.post<Named>('/api/roles/', { name: unique('Audited'), description: 'Old' }),
  )
  await expectOk(own.admin.patch(`/api/roles/${id}/`, { description: 'New' }, headers))
  const entries = await read(`resource_id=${id}&action=update`)
  expect(entries).toMatchObject([
    {
      action: 'UPDATE',
      resource_type: 'Role',
      resource_id: id,
      user_name: 'Test Person',
      user_email: own.admin.email,
      outcome: 'success',
      ip_address: '127.0.0.1',
      user_agent: headers['user-agent'],
      request_id: headers['x-request-id'],
      changes: { description: { before: 'Old', after: 'New' } },
    },
  ])
  const [entry] = entries
  expect((await own.admin.get(`${TRAIL}${entry!.id}/`)).body).toEqual(entry)
  expect(Object.keys(entry!.changes)).toEqual(['description'])
})

test('an address cannot be forged', async () => {
  const { id } = await expectOk(
    own.admin.post<Named>(
      '/api/roles/',
      { name: unique('Forged') },
      {
        'x-forwarded-for': '198.51.100.9',
        'x-real-ip': '198.51.100.9',
        forwarded: 'for=198.51.100.9',
      },
    ),
  )
  expect(await read(`resource_id=${id}`)).toMatchObject([{ ip_address: '127.0.0.1' }])
})

test('a refusal and a failed sign-in are written down', async ({ anybody }) => {
  const person = await makePerson(own.admin)
  await person.get('/api/users/')
  const denied = await read(`action=DENIED&user=${person.email}`)
  expect(denied).toMatchObject([{ outcome: 'denied', user_email: person.email }])
  await anybody.post('/api/auth/login/', { email: person.email, password: 'Wrong-horse-7' })
  const failed = await read(`resource_id=${person.id}&action=login_failed`)
  expect(failed).toMatchObject([{ outcome: 'failure', resource_type: 'User' }])
  expect(JSON.stringify(failed)).not.toContain('Wrong-horse-7')
})

test('the trail is read page by page, without a gap or a repetition', async () => {
  const role = await expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Pages') }))
  for (let i = 0; i < 5; i++) {
    await expectOk(own.admin.patch(`/api/roles/${role.id}/`, { description: `Change ${i}` }))
  }
  for (const ordering of ['-timestamp', 'timestamp']) {
    const seen: Entry[] = []
    let path = `${TRAIL}?resource_id=${role.id}&page_size=4&ordering=${ordering}`
    while (path) {
      const page = await own.admin.get<Entry[]>(path)
      expect(page.headers.get('x-total-count')).toBe('6')
      seen.push(...page.body)
      path = nextOf(page.headers)
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(6)
    const times = seen.map(({ timestamp }) => timestamp)
    const sorted = [...times].sort()
    expect(times).toEqual(ordering === 'timestamp' ? sorted : sorted.reverse())
  }
})

test('the trail is filtered by action, person, day, kind and outcome', async () => {
  const person = await makeUser(own.admin)
  const today = new Date().toISOString().slice(0, 10)
  const about = `resource_id=${person.id}`
  expect(await read(`${about}&action=create`)).toHaveLength(1)
  expect(await read(`${about}&action=DELETE`)).toHaveLength(0)
  expect(await read(`${about}&user=${own.admin.email.slice(2, 12)}`)).toHaveLength(1)
  expect(await read(`${about}&user=nobody-at-all`)).toHaveLength(0)
  expect(await read(`${about}&start_date=${today}&end_date=${today}`)).toHaveLength(1)
  expect(await read(`${about}&end_date=2020-01-01`)).toHaveLength(0)
  expect(await read(`${about}&start_date=2020-01-01T00:00:00Z`)).toHaveLength(1)
  expect(await read(`${about}&resource_type=User&outcome=success&ip=127.0.0.1`)).toHaveLength(1)
  expect(await read(`${about}&outcome=failure`)).toHaveLength(0)
  for (const wrong of ['start_date=tomorrow', 'outcome=maybe', 'cursor=x', 'ordering=details']) {
    expect((await own.admin.get(`${TRAIL}?${wrong}`)).status, wrong).toBe(400)
  }
})

test('nobody changes the trail', async () => {
  const [entry] = await read('page_size=1')
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    expect((await own.admin.send(method, `${TRAIL}${entry!.id}/`)).status).toBe(405)
  }
})
