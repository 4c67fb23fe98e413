import { randomUUID } from 'node:crypto'
import { expectOk } from '../client'
import { type DocumentedEndpoint, ENDPOINTS } from '../contract'
import { addFigure } from '../counts'
import { expect, sandbox, test } from '../fixtures'
import { makePerson } from '../people'

const own = sandbox()
const foreign = sandbox()
const routes = ENDPOINTS.filter(({ path }) => path.includes('{id}'))
const ids: Record<string, string> = {}

interface Row {
  id: string
}

test.beforeAll(async () => {
  const { admin, company } = foreign
  const person = await makePerson(admin, ['VIEW_USERS'])
  const [session] = await expectOk(person.get<Row[]>('/api/auth/sessions/'))
  const [entry] = await expectOk(admin.get<Row[]>('/api/audit-logs/'))
  Object.assign(ids, {
    company: company.id,
    user: person.id,
    administrator: admin.id,
    role: person.role,
    'system role': admin.role,
    session: session!.id,
    'audit entry': entry!.id,
  })
})

/** The answer to a full administrator, to compare byte by byte. */
function ask({ method, path, operation }: DocumentedEndpoint, id: string, body: object = {}) {
  const example = operation.requestBody?.content['application/json']?.example
  return own.admin.send(method, path.replace('{id}', id), {
    body: method === 'GET' ? undefined : { ...(example as object), ...body },
    headers: { 'x-request-id': 'the-same' },
  })
}

test("another company's ids are as unknown as random ones, on every route", async () => {
  test.setTimeout(120_000)
  let pairs = 0
  for (const route of routes) {
    const permission = route.operation['x-permission']!
    const isAllowed = permission === 'SIGNED_IN' || own.admin.permissions.includes(permission)
    const unknown = await ask(route, randomUUID())
    const asking = Object.entries(ids).map(async ([what, id]) => {
      const answer = await ask(route, id)
      const where = `${route.method} ${route.path} with the ${what}`
      expect(answer.status, where).toBe(isAllowed ? 404 : 403)
      expect(answer.text, where).toBe(unknown.text)
      pairs++
    })
    await Promise.all(asking)
  }
  expect(pairs).toBe(routes.length * Object.keys(ids).length)
  addFigure(`foreign ids refused (${routes.length} routes × ${Object.keys(ids).length} ids)`, pairs)
})

test("another company's ids in a body are as unknown as random ones", async () => {
  const { id } = await makePerson(own.admin)
  let fields = 0
  for (const route of routes) {
    const body = route.operation.requestBody?.content['application/json']?.example as object
    for (const field of Object.keys(body ?? {}).filter((name) => name.endsWith('_id'))) {
      const unknown = await ask(route, id, { [field]: randomUUID() })
      for (const [what, foreignId] of Object.entries(ids)) {
        const answer = await ask(route, id, { [field]: foreignId })
        expect(answer.status, `${route.path} ${field}: ${what}`).toBe(unknown.status)
        expect(answer.text).toBe(unknown.text)
        expect(answer.status).toBeGreaterThanOrEqual(400)
        fields++
      }
    }
  }
  addFigure('foreign ids refused in bodies', fields)
})

interface Entry {
  action?: string
}

test('lists hold nothing of another company, whatever is asked for', async () => {
  const lists = ENDPOINTS.filter(
    ({ method, path, operation }) =>
      method === 'GET' &&
      !path.includes('{') &&
      own.admin.permissions.includes(operation['x-permission'] ?? ''),
  )
  expect(lists.length).toBeGreaterThan(3)
  for (const { path } of lists) {
    const known = path.includes('/users/') || path.includes('/roles/')
    for (const target of known ? [path, `${path}?company=${foreign.company.id}`] : [path]) {
      const { body } = await own.admin.get<string | Entry[]>(target)
      const rows = typeof body === 'string' ? body.split('\r\n') : [body].flat()
      // A refusal names the id that the refused person had typed themselves.
      const entries = rows.filter((row) =>
        typeof row === 'string' ? !row.includes(',DENIED,') : row.action !== 'DENIED',
      )
      const text = JSON.stringify(entries)
      for (const id of Object.values(ids)) expect(text, target).not.toContain(id)
    }
  }
})
