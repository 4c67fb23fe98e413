import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { signToken } from '@/lib/auth/tokens'
import { makeCompany, makePerson, type Person } from '@/lib/testing/sandbox'
import { anonymous, command, list, query } from './operation'
import { listParameters } from './pagination'
import { type Handler, route, unknownPath } from './route'
import { byId, nothing } from './schema'

const thing = z.object({ id: z.uuid(), name: z.string() })
const common = { access: 'SIGNED_IN', resource: 'Thing', audited: ['name'] } as const

const listThings = list({
  ...common,
  summary: 'List things',
  input: z.object({ ...listParameters(['name']), colour: z.string().optional() }),
  output: z.record(z.string(), z.unknown()),
  run: async (_scope, input) => ({ rows: [input], total: 950 }),
})
const getThing = query({
  ...common,
  summary: 'Show a thing',
  input: byId,
  output: thing,
  run: async (_scope, { id }) => ({ id, name: 'old' }),
})
const createThing = command({
  ...common,
  summary: 'Create a thing',
  input: z.object({ name: z.string() }),
  output: thing,
  run: async (_scope, { name }) => ({ before: null, after: { id: uuidv7(), name } }),
})
const renameThing = command({
  ...common,
  summary: 'Rename a thing',
  input: byId.extend({ name: z.string() }),
  output: thing,
  run: async (_scope, { id, name }) => ({ before: { id, name: 'old' }, after: { id, name } }),
})
const breakThings = anonymous({
  summary: 'Break',
  resource: 'Thing',
  input: nothing,
  output: nothing,
  run: () => Promise.reject(new Error('secret detail')),
})

const things = route({ GET: listThings, POST: [createThing, 201] })
const oneThing = route({ GET: getThing, PATCH: renameThing, DELETE: [renameThing, 204] })

let person: Person
let authorization: string

beforeAll(async () => {
  person = await makePerson((await makeCompany()).id)
  authorization = `Bearer ${await signToken('access', { sid: person.sessionId, sub: person.id })}`
})

interface Asking {
  path?: string
  method?: string
  body?: unknown
  id?: string
  headers?: Record<string, string>
}

async function ask(
  handler: Handler,
  { path = '', method = 'GET', body, id, headers }: Asking = {},
) {
  const request = new Request(`http://localhost:3000/api/things/${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  })
  const response = await handler(request, { params: Promise.resolve(id ? { id } : {}) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) }
}

const create = (body: unknown, headers = {}) => ask(things.POST, { method: 'POST', body, headers })

describe('a path', () => {
  it('answers 405 to methods it has no operation for, and names those it has', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await ask(things[method], { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS'])
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('that leads nowhere answers 404 as JSON', async () => {
    expect((await ask(unknownPath)).body).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('with a malformed id is the path of nothing', async () => {
    for (const id of ['1', 'me', `${uuidv7()}x`]) {
      expect((await ask(oneThing.GET, { id })).status).toBe(404)
    }
  })
})

describe('an error', () => {
  it('is a problem document with the id of its request', async () => {
    const answer = await create('{', { 'x-request-id': 'job-7' })
    expect(answer.body).toEqual({
      type: 'urn:problem:invalid',
      title: 'The request is not valid',
      status: 400,
      detail: 'The body is not valid JSON.',
      code: 'invalid',
      request_id: 'job-7',
    })
    expect(answer.headers.get('x-request-id')).toBe('job-7')
  })

  it('names each field that is wrong', async () => {
    const { body } = await create({ name: 7 })
    expect(body.errors).toEqual({ name: [expect.any(String)] })
    expect((await create([])).body.detail).toBe('The body must be a JSON object.')
  })

  it('says nothing about a bad body to those who may not send one', async () => {
    const answer = await create('{', { authorization: 'Bearer none' })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect((await create('{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await create(' '.repeat(70_000))).status).toBe(413)
  })

  it('of our own keeps its cause for the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = await ask(route({ GET: breakThings }).GET)
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(log).toHaveBeenCalledWith(expect.stringContaining(answer.body.request_id))
    log.mockRestore()
  })
})

describe('a list', () => {
  it('takes an empty value for no filter, and refuses names it does not know', async () => {
    const { body, headers } = await ask(things.GET, { path: '?colour=&page_size=' })
    expect(body).toEqual([{ page: 1, page_size: 100 }])
    expect(headers.get('x-total-count')).toBe('950')
    const unknown = await ask(things.GET, { path: '?color=red' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.detail).toContain('page, page_size, search, ordering, colour')
    expect((await ask(things.GET, { path: '?colour=%00' })).status).toBe(400)
  })

  it('links to its other pages and keeps the filters', async () => {
    const { headers } = await ask(things.GET, { path: '?page=3&page_size=1&colour=red' })
    const link = headers.get('link')!
    for (const [rel, page] of Object.entries({ first: 1, prev: 2, next: 4, last: 950 })) {
      expect(link).toContain(`things/?page_size=1&colour=red&page=${page}>; rel="${rel}"`)
    }
  })
})

describe('a resource', () => {
  const id = '01900000-0000-7000-8000-000000000009'
  const rename = (tag: string) =>
    ask(oneThing.PATCH, {
      method: 'PATCH',
      id,
      body: { name: 'new' },
      headers: { 'if-match': tag },
    })

  it('has a tag, by which it is not sent twice', async () => {
    const { headers } = await ask(oneThing.GET, { id })
    const tag = headers.get('etag')!
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const again = await ask(oneThing.GET, { id, headers: { 'if-none-match': known } })
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', tag])
    }
    const other = await ask(oneThing.GET, { id, headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  })

  it('is changed only by those who saw what it is', async () => {
    const tag = (await ask(oneThing.GET, { id })).headers.get('etag')!
    expect((await rename(tag)).body).toEqual({ id, name: 'new' })
    expect((await rename('*')).status).toBe(200)
    const stale = await rename('"old"')
    expect([stale.status, stale.body.code, stale.headers.get('etag')]).toEqual([412, 'stale', tag])
  })

  it('is taken from the path, whatever the body says', async () => {
    const body = { id: uuidv7(), name: 'new' }
    expect((await ask(oneThing.PATCH, { method: 'PATCH', id, body })).body.id).toBe(id)
    const gone = await ask(oneThing.DELETE, { method: 'DELETE', id, body })
    expect([gone.status, gone.body]).toEqual([204, ''])
  })
})
