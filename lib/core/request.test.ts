import { afterEach, describe, expect, it } from 'vitest'
import { sessionCookieName } from '@/lib/auth/cookie'
import { signToken } from '@/lib/auth/tokens'
import { addressOf, contextOf, MAX_BODY_BYTES, readBody, requestIdOf } from './request'

// The environment is read once, at its first use, which is later than this.
process.env.TRUSTED_PROXY_HOPS = '2'
process.env.PUBLIC_URL = 'http://erp.example'

const sid = '01900000-0000-7000-8000-000000000001'
const sub = '01900000-0000-7000-8000-000000000002'
const failsWith = (kind: string, code = kind.toLowerCase()) =>
  expect.objectContaining({ kind, code })

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream

const post = (body: Body | undefined, headers: Record<string, string> = {}) =>
  new Request('http://erp.example/api/things/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    // Node asks for it as soon as a body is a stream.
    ...{ duplex: 'half' },
  })

const stream = (bytes: number) =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 1024)
        controller.enqueue(new Uint8Array(1024).fill(32))
      controller.close()
    },
  })

describe('a body', () => {
  it('is JSON in UTF-8', async () => {
    expect(await readBody(post('{"name":"Zoë 🙂"}'))).toEqual({ name: 'Zoë 🙂' })
    expect(await readBody(post('{"name":"\\ud83d\\ude42"}'))).toEqual({ name: '🙂' })
    const type = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect(await readBody(post('[1]', type))).toEqual([1])
  })

  it('may be absent, whatever its type', async () => {
    expect(await readBody(post(undefined))).toEqual({})
    expect(await readBody(post('', { 'content-type': 'text/plain' }))).toEqual({})
  })

  it.each<[string, Body]>([
    ['bad JSON', '{"name":'],
    ['an escaped NUL', '{"name":"a\\u0000b"}'],
    ['a plain NUL', '{"name":"a\0b"}'],
    ['a NUL in a name', '{"a\\u0000":1}'],
    ['half a character', '{"name":["\\ud800"]}'],
    ['the other half', '{"name":"\\uDFFF"}'],
    ['invalid UTF-8', Uint8Array.from([0x22, 0xc3, 0x28, 0x22])],
    ['nesting without end beside a NUL', `${'['.repeat(30_000)}"\\u0000"${']'.repeat(30_000)}`],
  ])('with %s is refused', async (_, body) => {
    await expect(readBody(post(body))).rejects.toEqual(failsWith('INVALID'))
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'of the type "%s" is refused',
    async (type) => {
      await expect(readBody(post('{}', { 'content-type': type }))).rejects.toEqual(
        failsWith('UNSUPPORTED_MEDIA_TYPE'),
      )
    },
  )

  it('is refused above 64 kB, announced or not', async () => {
    expect(await readBody(post(`${' '.repeat(MAX_BODY_BYTES - 2)}{}`))).toEqual({})
    await expect(readBody(post(`${' '.repeat(MAX_BODY_BYTES - 1)}{}`))).rejects.toEqual(
      failsWith('TOO_LARGE'),
    )
    await expect(
      readBody(post('{}', { 'content-length': String(MAX_BODY_BYTES + 1) })),
    ).rejects.toEqual(failsWith('TOO_LARGE'))
    await expect(readBody(post(stream(MAX_BODY_BYTES + 1024)))).rejects.toEqual(
      failsWith('TOO_LARGE'),
    )
  })

  it('may be a form where a page without scripts posts it', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await readBody(post('email=a%40b.example', type), 'form')).toEqual({
      email: 'a@b.example',
    })
    await expect(readBody(post('email=a%00b', type), 'form')).rejects.toEqual(failsWith('INVALID'))
  })
})

describe('the address', () => {
  const from = (value?: string) => addressOf(new Headers(value ? { 'x-forwarded-for': value } : {}))

  afterEach(() => {
    process.env.SERVED_BY_OWN_SERVER = '1'
  })

  it('is the one the server around us has verified', () => {
    expect(from('203.0.113.9')).toBe('203.0.113.9')
    expect(from('10.0.0.1, 203.0.113.9')).toBe('203.0.113.9')
    expect(from(' , ')).toBe(null)
    expect(from()).toBe(null)
  })

  it('is else the one that the first trusted proxy saw, never what a client claims', () => {
    delete process.env.SERVED_BY_OWN_SERVER
    expect(from('1.1.1.1, 203.0.113.9, 10.0.0.2')).toBe('203.0.113.9')
    expect(from('[2001:DB8::1]:4711, 10.0.0.2')).toBe('2001:db8::1')
    expect(from('203.0.113.9:80, 10.0.0.2')).toBe('203.0.113.9')
    expect(from('<script>, 10.0.0.2')).toBe(null)
    expect(from('10.0.0.2')).toBe(null)
    expect(from()).toBe(null)
  })
})

describe('the request id', () => {
  it('is the given one if it is harmless, else a new one', () => {
    const of = (value: string) => requestIdOf(new Headers({ 'x-request-id': value }))
    expect(of('job-7.a_B')).toBe('job-7.a_B')
    for (const bad of ['a b', '<x>', 'x'.repeat(65), '']) expect(of(bad)).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('who asks', () => {
  const asked = async (method: string, headers: Record<string, string>) =>
    (await contextOf(new Request('http://erp.example/x', { method, headers }), 'id')).sessionId

  it('is told by a bearer token, in any case of the word', async () => {
    const token = await signToken('access', { sid, sub })
    expect(await asked('POST', { authorization: `bEaReR ${token}` })).toBe(sid)
    expect(await asked('GET', { authorization: `Basic ${token}` })).toBe(null)
    expect(await asked('GET', { authorization: 'Bearer nonsense' })).toBe(null)
    expect(await asked('GET', {})).toBe(null)
  })

  it('is told by a cookie, whose writes must come from our own pages', async () => {
    const token = await signToken('cookie', { sid, sub })
    const cookie = `theme=dark; ${sessionCookieName()}=${token}`
    expect(await asked('GET', { cookie })).toBe(sid)
    expect(await asked('POST', { cookie, origin: 'http://erp.example' })).toBe(sid)
    await expect(asked('POST', { cookie })).rejects.toEqual(
      failsWith('FORBIDDEN', 'foreign_origin'),
    )
    for (const origin of ['http://evil.example', 'null', 'http://erp.example.evil.example']) {
      await expect(asked('POST', { cookie, origin })).rejects.toEqual(
        failsWith('FORBIDDEN', 'foreign_origin'),
      )
    }
  })

  it('is never told by a token of the other kind, and a bearer token hides the cookie', async () => {
    const access = await signToken('access', { sid, sub })
    const cookie = await signToken('cookie', { sid, sub })
    expect(await asked('GET', { authorization: `Bearer ${cookie}` })).toBe(null)
    expect(await asked('GET', { cookie: `${sessionCookieName()}=${access}` })).toBe(null)
    expect(
      await asked('POST', {
        authorization: 'Bearer nonsense',
        cookie: `${sessionCookieName()}=${cookie}`,
      }),
    ).toBe(null)
  })
})

describe('an Idempotency-Key', () => {
  const keyOf = async (method: string, key: string) =>
    (
      await contextOf(
        new Request('http://erp.example/x/', { method, headers: { 'idempotency-key': key } }),
        'id',
      )
    ).idempotencyKey

  it('counts on POST only, and is printable', async () => {
    expect(await keyOf('POST', 'order-1')).toBe('order-1')
    expect(await keyOf('PUT', 'order-1')).toBe(undefined)
    await expect(keyOf('POST', 'a b')).rejects.toEqual(failsWith('INVALID'))
    await expect(keyOf('POST', 'x'.repeat(201))).rejects.toEqual(failsWith('INVALID'))
  })
})
