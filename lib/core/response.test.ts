import { describe, expect, it, vi } from 'vitest'
import { anonymous } from './operation'
import { type Handler, route, unknownPath } from './route'
import { nothing } from './schema'

// The environment is read once, at its first use, which is later than this.
process.env.CORS_ALLOWED_ORIGINS = 'https://spa.example, http://localhost:5173'
process.env.PUBLIC_URL = 'https://erp.example/'

const ping = anonymous({
  summary: 'Ping',
  resource: 'Ping',
  input: nothing,
  output: nothing,
  run: async () => ({}),
})

const { GET, POST, OPTIONS } = route({ GET: ping })

const ask = (handler: Handler, origin: string | undefined, method = 'GET') =>
  handler(
    new Request('http://localhost:3000/api/ping/', { method, headers: origin ? { origin } : {} }),
    {},
  )

const allowed = (response: Response) => response.headers.get('access-control-allow-origin')

describe('another origin', () => {
  it('that is allowed may ask before it sends', async () => {
    const response = await ask(OPTIONS, 'https://spa.example', 'OPTIONS')
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://spa.example',
      'access-control-allow-methods': 'GET, OPTIONS',
      'access-control-allow-headers': expect.stringContaining('Authorization, Content-Type'),
      'access-control-max-age': '600',
      vary: 'Origin',
      'x-request-id': expect.any(String),
    })
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })

  it('that is allowed can read answers and errors alike', async () => {
    for (const [handler, method] of [
      [GET, 'GET'],
      [POST, 'POST'],
      [unknownPath, 'GET'],
    ] as const) {
      const response = await ask(handler, 'http://localhost:5173', method)
      expect(allowed(response)).toBe('http://localhost:5173')
      expect(response.headers.get('access-control-expose-headers')).toBe(
        'Link, X-Total-Count, ETag, X-Request-Id, Retry-After',
      )
    }
  })

  it('that is not allowed is told nothing', async () => {
    for (const origin of ['https://evil.example', 'https://spa.example.evil.example', 'null']) {
      const response = await ask(OPTIONS, origin, 'OPTIONS')
      expect([allowed(response), response.headers.get('vary')]).toEqual([null, 'Origin'])
    }
    expect(allowed(await ask(GET, undefined))).toBe(null)
  })
})

describe('with nobody allowed', () => {
  it('answers do not even depend on the origin', async () => {
    vi.resetModules()
    delete process.env.CORS_ALLOWED_ORIGINS
    const fresh = await import('./route')
    const response = await ask(fresh.unknownPath, 'https://spa.example')
    expect([allowed(response), response.headers.get('vary')]).toEqual([null, null])
  })
})

describe('a list', () => {
  it('paged by cursor links to its next page, under the public address', async () => {
    const { pageOf } = await import('./response')
    const request = new Request('http://10.0.0.1/api/audit-logs/?page=2&action=LOGIN')
    const page = pageOf(request, { rows: [], total: '10000+', nextCursor: 'abc' }, true)
    expect(page.headers.get('x-total-count')).toBe('10000+')
    expect(page.headers.get('link')).toContain(
      '<https://erp.example/api/audit-logs/?action=LOGIN&cursor=abc>; rel="next"',
    )
    const last = pageOf(request, { rows: [], total: 3, nextCursor: null }, true)
    expect(last.headers.get('link') ?? '').not.toContain('next')
  })
})
