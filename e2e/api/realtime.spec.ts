import { createHmac } from 'node:crypto'
import { type Api, expectOk, type Named } from '../client'
import { expect, sandbox, test } from '../fixtures'
import { Listener } from '../listener'
import { browserCookie, makePerson, type Person, unique } from '../people'

const own = sandbox()
const listeners: Listener[] = []
test.afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close()
})

async function listen(...people: Person[]): Promise<Listener[]> {
  const opened = await Promise.all(people.map((person) => Listener.of(person)))
  listeners.push(...opened)
  return opened
}

const SOCKET = '123.456'
const channelOf = ({ id }: { id: string }) => `private-user-${id}`
const sign = (person: Api, body: object) => person.post('/api/realtime/auth/', body)
const setActive = (id: string, is_active: boolean) =>
  expectOk(own.admin.patch(`/api/users/${id}/`, { is_active }))

async function giveRole(person: Person, permissions: string[]) {
  const role = await expectOk(
    own.admin.post<Named>('/api/roles/', { name: unique('R'), permissions }),
  )
  await expectOk(own.admin.post(`/api/users/${person.id}/assign_role/`, { role_id: role.id }))
  return role.id
}

test('a signature is given for the own channel, and only to a live session', async ({
  anybody,
}) => {
  const person = await makePerson(own.admin)
  const mine = { socket_id: SOCKET, channel_name: channelOf(person) }
  const { status, body } = await sign(person, mine)
  expect([status, Object.keys(body)]).toEqual([200, ['auth']])
  expect(body.auth).toMatch(/^[0-9a-f]{20}:[0-9a-f]{64}$/)
  const other = await sign(person, { ...mine, channel_name: channelOf(own.admin) })
  expect([other.status, other.body.code]).toEqual([403, 'foreign_channel'])
  for (const channel_name of ['private-user-*', 'presence-users', '#server-to-user-1', 'public'])
    expect((await sign(person, { ...mine, channel_name })).status).toBe(
      channel_name.includes('*') ? 400 : 403,
    )
  expect((await sign(anybody, mine)).status).toBe(401)
  await expectOk(own.admin.delete(`/api/users/${person.id}/sessions/`))
  expect((await sign(person, mine)).status).toBe(401)
  expect((await person.post('/api/realtime/user-auth/', mine)).status).toBe(401)
})

test('malformed names of sockets and channels are refused, whatever they are', async () => {
  const channel_name = channelOf(own.admin)
  for (const socket_id of [
    '',
    '1',
    '1.2:private',
    '1.2\n',
    'a.b',
    12,
    null,
    ['1.2'],
    {},
    '1'.repeat(99),
  ]) {
    expect((await sign(own.admin, { socket_id, channel_name })).status).toBe(400)
    expect((await own.admin.post('/api/realtime/user-auth/', { socket_id })).status).toBe(400)
  }
  for (const name of ['', 'a:b', 'ä', 'x'.repeat(300), 7, null, [channel_name], 'a b', '{}']) {
    expect((await sign(own.admin, { socket_id: SOCKET, channel_name: name })).status).toBe(400)
  }
  expect((await sign(own.admin, {})).status).toBe(400)
})

test('a form does as well as JSON, and a cookie only from a page of our own', async ({
  anybody,
}) => {
  const cookie = await browserCookie(anybody, own.admin)
  const body = new URLSearchParams({
    socket_id: SOCKET,
    channel_name: channelOf(own.admin),
  }).toString()
  const post = (headers: Record<string, string>) =>
    anybody.send('POST', '/api/realtime/auth/', {
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  expect((await post({ cookie, origin: anybody.url })).status).toBe(200)
  expect((await post({ cookie, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ cookie })).status).toBe(403)
  const bearer = { authorization: `Bearer ${own.admin.access}`, origin: 'https://spa.example' }
  const answer = await post(bearer)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://spa.example')
})

test('signing in a connection names the session, whose end closes it', async () => {
  const person = await makePerson(own.admin)
  const { body } = await person.post<{ auth: string; user_data: string }>(
    '/api/realtime/user-auth/',
    { socket_id: SOCKET },
  )
  const [session] = await expectOk(person.get<Named[]>('/api/auth/sessions/'))
  expect(JSON.parse(body.user_data)).toEqual({
    id: session!.id,
    user_info: { user_id: person.id },
  })
})

test('a change is told to whom it concerns, and to nobody else', async () => {
  const [bob, ann] = [await makePerson(own.admin), await makePerson(own.admin, ['VIEW_USERS'])]
  const [atBob, atAnn] = await listen(bob, ann)
  const role = await giveRole(bob, ['VIEW_ROLES'])
  await expect.poll(() => atBob!.versions).toEqual([2])
  const change = { permissions: ['VIEW_ROLES', 'VIEW_USERS'] }
  await expectOk(own.admin.post(`/api/roles/${role}/assign_permissions/`, change))
  await expect.poll(() => atBob!.versions).toEqual([2, 3])
  const me = await expectOk(bob.get<{ version: number; permissions: string[] }>('/api/auth/me/'))
  expect([me.version, me.permissions.sort()]).toEqual([3, ['VIEW_ROLES', 'VIEW_USERS']])
  const viewer = await makePerson(own.admin, ['VIEW_AUDIT_LOGS'])
  const soon = new Date(Date.now() + 3_000).toISOString()
  const until = { role_id: viewer.role, expires_at: soon, reason: 'Stands in' }
  await expectOk(own.admin.post(`/api/users/${bob.id}/assign_role/`, until))
  await expect.poll(() => atBob!.versions, { timeout: 15_000 }).toEqual([2, 3, 4, 5])
  expect((await bob.get('/api/audit-logs/')).status).toBe(403)
  expect(atAnn!.heard).toEqual([])
  expect(atBob!.heard.every(({ event }) => event === 'permissionUpdate')).toBe(true)
})

test('whose session ends is told why and disconnected; their other sessions stay', async ({
  anybody,
}) => {
  const bob = await makePerson(own.admin)
  const elsewhere = Object.assign({ ...bob }, await anybody.signIn(bob)) as Person
  const [first, second] = await listen(bob, Object.assign(Object.create(bob), elsewhere))
  const sessions = await expectOk(bob.get<(Named & { current: boolean })[]>('/api/auth/sessions/'))
  const other = sessions.find(({ current }) => !current)!
  await expectOk(bob.delete(`/api/auth/sessions/${other.id}/`))
  await expect.poll(() => second!.errors).toEqual(new Set([4009]))
  expect(second!.heard).toMatchObject([
    { event: 'session.revoked', data: { session_ids: [other.id], reason: 'ended by its owner' } },
  ])
  expect(first!.pusher.connection.state).toBe('connected')
  await setActive(bob.id, false)
  await expect.poll(() => first!.errors).toEqual(new Set([4009]))
  const reasons = first!.heard.map(({ event, data }) => [event, data.reason])
  expect(reasons).toContainEqual(['session.revoked', 'deactivated'])
})

test('a right that is taken away is gone with the next request, 100 times', async () => {
  const bob = await makePerson(own.admin, ['VIEW_USERS'])
  const change = (verb: string) =>
    expectOk(own.admin.post(`/api/users/${bob.id}/${verb}_role/`, { role_id: bob.role }))
  const stale: string[] = []
  for (let round = 0; round < 100; round++) {
    await change('remove')
    if ((await bob.get('/api/users/?page_size=1')).status !== 403) stale.push(`${round} removed`)
    await change('assign')
    if ((await bob.get('/api/users/?page_size=1')).status !== 200) stale.push(`${round} assigned`)
  }
  expect(stale).toEqual([])
})

test('nobody without the secret publishes anything', async ({ anybody }) => {
  const [listener] = await listen(own.admin)
  const { key, channel } = await expectOk(
    own.admin.get<{ key: string; channel: string }>('/api/realtime/'),
  )
  const body = JSON.stringify({ name: 'permissionUpdate', channel, data: '{}' })
  const query = new URLSearchParams({
    auth_key: key,
    auth_timestamp: `${Math.floor(Date.now() / 1000)}`,
    auth_version: '1.0',
  })
  const signature = createHmac('sha256', 'a guess').update(query.toString()).digest('hex')
  for (const signed of [`?${query}&auth_signature=${signature}`, `?${query}`, '']) {
    const { status } = await anybody.fetch('POST', `/apps/erp-access/events${signed}`, { body })
    expect(status).toBe(401)
  }
  expect(listener!.heard).toEqual([])
})
