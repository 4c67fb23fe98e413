import { expectOk, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { browserCookie, makePerson, makeSandbox, makeUser, unique } from '../people'

const own = sandbox()
const TRAIL = '/api/audit-logs/'

interface Entry {
  id: string
  user_id: string | null
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
  const about = `resource_id=${person.id}`
  const today = (await read(about))[0]!.timestamp.slice(0, 10)
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

const EXPORT = `${TRAIL}export/`

test('the trail is counted over time and by value', async () => {
  const role = await expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Counted') }))
  await expectOk(own.admin.delete(`/api/roles/${role.id}/`))
  const query = `resource_id=${role.id}`
  const histogram = await own.admin.get<{ buckets: Record<string, number>[] }>(
    `${TRAIL}histogram/?${query}`,
  )
  const sum = (name: string) => histogram.body.buckets.reduce((all, one) => all + one[name]!, 0)
  expect([sum('success'), sum('sensitive'), sum('failure'), sum('denied')]).toEqual([1, 1, 0, 0])
  const facets = await own.admin.get(`${TRAIL}facets/?${query}&exclude_action=DELETE`)
  expect(facets.body).toMatchObject({
    actions: [{ value: 'CREATE', count: 1 }],
    users: [{ name: 'Test Person', count: 1 }],
    ips: [{ value: '127.0.0.1', count: 1 }],
  })
  expect((await own.admin.get(`${TRAIL}facets/?page=1`)).status).toBe(400)
})

test('the trail is downloaded as CSV and JSON, and tells of it', async () => {
  const name = `=1+1 ${unique('Formula')}`
  const { id } = await expectOk(own.admin.post<Named>('/api/roles/', { name, description: '=2+2' }))
  const csv = await own.admin.get<string>(`${EXPORT}?resource_id=${id}`)
  expect(csv.status).toBe(200)
  expect(csv.headers.get('content-disposition')).toMatch(
    /^attachment; filename="audit_[\w-]+_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_UTC\.csv"$/,
  )
  expect(csv.body.split('\r\n')).toHaveLength(3)
  const json = await own.admin.get<Entry[]>(`${EXPORT}?resource_id=${id}&format=json`)
  expect(json.body).toEqual(await read(`resource_id=${id}`))
  const told = await read(`action=EXPORT&search=${id}`)
  expect(told.map(({ details }) => details)).toEqual([
    `Exported the audit trail as JSON: resource_id=${id}.`,
    `Exported the audit trail as CSV: resource_id=${id}.`,
  ])
})

test('no formula leaves as one', async () => {
  const person = await makePerson(own.admin)
  await expectOk(own.admin.patch(`/api/users/${person.id}/`, { first_name: '=1+1' }))
  expect((await person.get('/api/users/')).status).toBe(403)
  const { body } = await own.admin.get<string>(`${EXPORT}?user=${person.email}&action=DENIED`)
  expect(body).toContain(`"'=1+1 Person"`)
  expect(body).not.toMatch(/(^|,|")=1/m)
})

test('a download is for those who may see the trail, and only of their company', async ({
  anybody,
  superuser,
}) => {
  const person = await makePerson(own.admin, ['VIEW_USERS'])
  const refused = await person.get(EXPORT)
  expect([refused.status, refused.body.missing_permission]).toEqual([403, 'VIEW_AUDIT_LOGS'])
  expect((await anybody.get(EXPORT)).status).toBe(401)
  const other = await makeSandbox(superuser)
  const asked = `company=${own.company.id}&format=json&action=CREATE`
  const { body } = await other.admin.get<Entry[]>(`${EXPORT}?${asked}`)
  expect(body).toEqual((await other.admin.get<Entry[]>(`${TRAIL}?action=CREATE`)).body)
  expect((await other.admin.get<Entry[]>(`${TRAIL}?action=EXPORT`)).body).toHaveLength(1)
})

test('a link of another site downloads nothing with the cookie', async ({ anybody }) => {
  const cookie = await browserCookie(anybody, own.admin)
  const told = async () => (await read('action=EXPORT')).length
  const before = await told()
  const strangers: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', referer: `${anybody.url}/audit` },
    { referer: 'https://evil.example/' },
  ]
  for (const headers of strangers) {
    const { status, body } = await anybody.get(EXPORT, { cookie, ...headers })
    expect([status, body.code], JSON.stringify(headers)).toEqual([403, 'foreign_origin'])
  }
  expect(await told()).toBe(before)
  const friends: Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { referer: `${anybody.url}/audit` },
  ]
  for (const headers of friends) {
    const { status } = await anybody.get(EXPORT, { cookie, ...headers })
    expect(status, JSON.stringify(headers)).toBe(200)
  }
  expect(await told()).toBe(before + friends.length)
})

test('a download is begun by GET alone', async () => {
  const reader = await makePerson(own.admin, ['VIEW_AUDIT_LOGS'])
  const { status, headers } = await reader.fetch('HEAD', EXPORT)
  expect([status, headers.get('allow')]).toEqual([405, 'GET, OPTIONS'])
  const begun = () => read(`action=EXPORT&user=${reader.email}`)
  expect(await begun()).toEqual([])
  expect((await reader.get(`${EXPORT}?format=json`)).status).toBe(200)
  expect(await begun()).toHaveLength(1)
})
