import { request as httpRequest } from 'node:http'
import { type Api, expectOk, type Named } from '../client'
import { checkAnswer, ENDPOINTS } from '../contract'
import { document } from '../document'
import { expect, sandbox, test } from '../fixtures'
import { unique } from '../people'

const own = sandbox()
const JSON_TYPE = { 'content-type': 'application/json' }
const SPA = { origin: 'https://spa.example' }
const NO_ID = '019a8f5e-3c00-7000-8000-0000000000ff'

const makeRole = () => expectOk(own.admin.post<Named>('/api/roles/', { name: unique('Role') }))

/** A request line that fetch would not send. */
const sendRaw = (api: Api, method: string, path: string) =>
  new Promise<{ status: number; type?: string }>((done, fail) => {
    const { hostname, port } = new URL(api.url)
    httpRequest({ hostname, port, method, path }, (response) => {
      response.resume()
      done({ status: response.statusCode!, type: response.headers['content-type'] })
    })
      .on('error', fail)
      .end()
  })

test('the document is served as it was generated', async ({ anybody }) => {
  const { body, headers } = await anybody.get('/api/openapi.json')
  expect(body).toEqual(document)
  const etag = headers.get('etag')!
  const again = await anybody.get('/api/openapi.json', { 'if-none-match': etag })
  expect(again).toMatchObject({ status: 304, text: '' })
})

test('every path answers with and without its last slash, and never redirects', async ({
  anybody,
}) => {
  for (const { path } of ENDPOINTS) {
    const plain = path.replace(/\/$/, '').replaceAll(/\{\w+\}/g, NO_ID)
    for (const form of [plain, `${plain}/`]) {
      const { status } = await anybody.get(form)
      expect([200, 304, 401, 405, 503], form).toContain(status)
    }
  }
})

test('an unknown path is a JSON 404, whatever the method', async ({ anybody }) => {
  for (const path of ['/api/nothing', '/api/', '/api/roles/x/y/z/', `/api/users/${NO_ID}/nope/`]) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      expect((await anybody.send(method, path)).status, `${method} ${path}`).toBe(404)
    }
  }
})

test('another method is a JSON 405 that names those there are', async ({ anybody }) => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
  for (const path of new Set(ENDPOINTS.map((endpoint) => endpoint.path))) {
    const known = ENDPOINTS.filter((endpoint) => endpoint.path === path).map(({ method }) => method)
    for (const method of methods.filter((one) => !known.includes(one))) {
      const target = path.replaceAll(/\{\w+\}/g, NO_ID)
      const { status, headers } = await anybody.send(method, target)
      expect(status, `${method} ${path}`).toBe(405)
      const allowed = headers.get('allow')!.split(', ')
      expect(allowed.filter((one) => !['HEAD', 'OPTIONS'].includes(one)).sort()).toEqual(
        known.sort(),
      )
    }
  }
})

test('broken requests are refused before they can break anything', async ({ anybody }) => {
  for (const path of ['/api/%E0%A4%A', '/%E0%A4%A', '/api/roles/%E0%A4%A/']) {
    expect((await anybody.fetch('GET', path)).status, path).toBe(400)
  }
  const trace = await sendRaw(anybody, 'TRACE', '/api/roles/')
  expect(trace).toEqual({ status: 405, type: 'application/problem+json' })
  expect((await sendRaw(anybody, 'PROPFIND', '/api/roles/')).status).toBe(405)
})

test('a malformed id is the id of nothing', async () => {
  for (const id of ['1', 'x', '%00', "'", 'null', '019a8f5e-3c00-7000-8000']) {
    expect((await own.admin.get(`/api/roles/${id}/`)).status, id).toBe(404)
  }
})

test('bodies that are no JSON are refused by their kind', async () => {
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = JSON_TYPE,
  ) => own.admin.send('POST', '/api/roles/', { body, headers }).then(({ status }) => status)
  for (const text of [
    '{',
    '[]',
    '1',
    'null',
    '"x"',
    '{"name":"a\u0000b"}',
    '{"name":"a\\u0000b"}',
  ]) {
    expect(await post(text), text).toBe(400)
  }
  for (const text of [
    '{"name":"\\ud800"}',
    '{"\\u0000":1,"name":"x"}',
    '{"a":{"b":["\\u0000"]}}',
  ]) {
    expect(await post(text), text).toBe(400)
  }
  expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toBe(400)
  const body = JSON.stringify({ name: unique('Role') })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
    expect(await post(body, { 'content-type': type }), type).toBe(415)
  }
  expect(await post(body, { 'content-type': 'Application/JSON; charset=utf-8' })).toBe(201)
  expect(await post(JSON.stringify({ name: unique('Role 😀') }))).toBe(201)
})

test('a body over 64 kB is refused, also when it does not say how long it is', async () => {
  const text = (length: number) => JSON.stringify({ name: 'x', description: 'y'.repeat(length) })
  const fits = text(64 * 1024 - 30)
  expect(
    (await own.admin.send('POST', '/api/roles/', { body: fits, headers: JSON_TYPE })).status,
  ).toBe(400)
  for (const length of [64 * 1024, 1024 * 1024]) {
    const { status } = await own.admin.send('POST', '/api/roles/', {
      body: text(length),
      headers: JSON_TYPE,
    })
    expect(status).toBe(413)
  }
  const response = await fetch(`${own.admin.url}/api/roles/`, {
    method: 'POST',
    headers: { ...JSON_TYPE, authorization: `Bearer ${own.admin.token}` },
    body: new Blob([text(80_000)]).stream(),
    duplex: 'half',
  } as RequestInit)
  const { status, headers } = response
  checkAnswer({ method: 'POST', path: '/api/roles/', status, headers, text: await response.text() })
  expect(status).toBe(413)
})

test('an allowed origin gets the headers on answers, errors and preflights', async ({
  anybody,
}) => {
  const answers = [
    await anybody.send('OPTIONS', '/api/users/', { headers: SPA }),
    await anybody.send('OPTIONS', `/api/users/${NO_ID}/remove_role/`, { headers: SPA }),
    await anybody.get('/api/users/', SPA),
    await anybody.get('/api/nothing/', SPA),
    await anybody.get('/api/openapi.json', SPA),
    await anybody.send('DELETE', '/api/users/', { headers: SPA }),
    await own.admin.get('/api/users/', SPA),
  ]
  for (const { headers } of answers) {
    expect(headers.get('access-control-allow-origin')).toBe('https://spa.example')
    expect(headers.get('vary')).toMatch(/origin/i)
    expect(headers.has('access-control-allow-credentials')).toBe(false)
  }
  const exposed = answers.at(-1)!.headers.get('access-control-expose-headers')
  for (const name of ['Link', 'X-Total-Count', 'ETag', 'X-Request-Id', 'Retry-After']) {
    expect(exposed).toContain(name)
  }
  const [preflight, removal] = answers as [(typeof answers)[0], (typeof answers)[0]]
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i)
  expect(removal.headers.get('access-control-allow-methods')).toContain('DELETE')
})

test('an unknown origin gets none of them', async ({ anybody }) => {
  for (const origin of ['https://evil.example', 'https://spa.example.evil.example', 'null']) {
    for (const method of ['OPTIONS', 'GET'] as const) {
      const { headers } = await anybody.send(method, '/api/users/', { headers: { origin } })
      const names = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect(names).toEqual([])
    }
  }
})

test('an entity tag saves a transfer and stops a stale change', async () => {
  const { id } = await makeRole()
  const path = `/api/roles/${id}/`
  const { headers } = await own.admin.get(path)
  const etag = headers.get('etag')!
  expect((await own.admin.get(path, { 'if-none-match': etag })).status).toBe(304)
  expect((await own.admin.get(path, { 'if-none-match': `"x", W/${etag}` })).status).toBe(304)
  const change = { description: 'first' }
  expect((await own.admin.patch(path, change, { 'if-match': etag })).status).toBe(200)
  const stale = await own.admin.patch(path, { description: 'second' }, { 'if-match': etag })
  expect(stale.status).toBe(412)
  expect((await own.admin.delete(path, undefined, { 'if-match': etag })).status).toBe(412)
  const { body, headers: now } = await own.admin.get(path)
  expect(body).toMatchObject(change)
  expect(stale.headers.get('etag')).toBe(now.get('etag'))
  const match = { 'if-match': now.get('etag')! }
  expect((await own.admin.delete(path, undefined, match)).status).toBe(204)
})

test('a request id is taken over when it is one, and made otherwise', async ({ anybody }) => {
  const idOf = async (given: string) => {
    const { headers, body } = await anybody.get('/api/roles/', { 'x-request-id': given })
    expect(body.request_id).toBe(headers.get('x-request-id'))
    return body.request_id
  }
  expect(await idOf('my-request.1')).toBe('my-request.1')
  expect(await idOf('has spaces')).toMatch(/^[\da-f-]{36}$/)
  expect(await idOf('x'.repeat(65))).toMatch(/^[\da-f-]{36}$/)
})

test('HEAD answers like GET, without the body', async () => {
  for (const path of ['/api/roles/', `/api/roles/${own.admin.role}/`]) {
    const [head, get] = [await own.admin.send('HEAD', path), await own.admin.get(path)]
    expect(head.status).toBe(200)
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'))
    expect(head.headers.get('x-total-count')).toBe(get.headers.get('x-total-count'))
  }
})
