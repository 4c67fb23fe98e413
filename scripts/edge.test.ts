import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { admit, refuseBrokenHttp } from './edge'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function start(proxyHops = 0, proxies: string[] = []): Promise<number> {
  const server = createServer((req, res) => {
    if (admit(req, res, proxyHops, proxies))
      res.end(JSON.stringify({ url: req.url, headers: req.headers }))
  })
  refuseBrokenHttp(server)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** Sends bytes as they are, since clients refuse to send what is to be refused. */
async function send(port: number, request: string) {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${request.replaceAll('\n', '\r\n')}\r\n\r\n`)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: JSON.parse(body) }
}

const CLOSE = 'Host: x\nConnection: close'

describe('the edge', () => {
  it.each([
    ['GET /%E0%A4%A HTTP/1.1', 400, 'invalid'],
    ['GET /api/users/%ff/ HTTP/1.1', 400, 'invalid'],
    ['OPTIONS * HTTP/1.1', 400, 'invalid'],
    ['TRACE / HTTP/1.1', 405, 'method_not_allowed'],
    ['PROPFIND / HTTP/1.1', 405, 'method_not_allowed'],
    ['CONNECT example.com:443 HTTP/1.1', 405, 'method_not_allowed'],
    ['NONSENSE', 400, 'invalid'],
    [`GET / HTTP/1.1\nX-Long: ${'x'.repeat(20_000)}`, 431, 'headers_too_large'],
  ])('answers %.40s with a problem document', async (request, status, code) => {
    const answer = await send(await start(), `${request}\n${CLOSE}`)
    expect(answer.status).toBe(status)
    expect(answer.head).toContain('content-type: application/problem+json')
    expect(answer.body).toMatchObject({ type: `urn:problem:${code}`, status, code })
    expect(answer.body.request_id).toMatch(/^[0-9a-f-]{36}$/)
    if (status === 405) expect(answer.head).toContain('allow: get, head, post')
  })

  it.each([
    ['/a/b?c=%E0%A4%A', '/a/b?c=%E0%A4%A'],
    ['http://example.com/a%20b?c=d', '/a%20b?c=d'],
  ])('passes %s on', async (target, url) => {
    const { body } = await send(await start(), `GET ${target} HTTP/1.1\n${CLOSE}`)
    expect(body.url).toBe(url)
  })

  it.each([
    [0, '6.6.6.6', '127.0.0.1'],
    [0, undefined, '127.0.0.1'],
    [1, '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    [2, '6.6.6.6, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '203.0.113.9', '127.0.0.1'],
    [1, undefined, '127.0.0.1'],
    [1, 'unknown', '127.0.0.1'],
    [1, '203.0.113.9:4711', '203.0.113.9'],
    [1, '[2001:db8::1]:4711', '2001:db8::1'],
    [1, '::ffff:203.0.113.9', '203.0.113.9'],
  ])('with %i proxies, makes of "%s" the address %s', async (hops, chain, address) => {
    const forwarded = chain ? `X-Forwarded-For: ${chain}\n` : ''
    const { body } = await send(await start(hops), `GET / HTTP/1.1\n${forwarded}${CLOSE}`)
    expect(body.headers['x-forwarded-for']).toBe(address)
  })

  it.each([
    [['127.0.0.1'], '203.0.113.9'],
    [['::1', '127.0.0.0/8'], '203.0.113.9'],
    [['10.0.0.0/8', '::/0'], '127.0.0.1'],
  ])('with the proxies %s takes the client for %s', async (proxies, address) => {
    const request = `GET / HTTP/1.1\nX-Forwarded-For: 203.0.113.9\n${CLOSE}`
    const { body } = await send(await start(1, proxies), request)
    expect(body.headers['x-forwarded-for']).toBe(address)
  })

  it('lets only a trusted proxy say what the client asked for', async () => {
    const request = `GET / HTTP/1.1\nX-Forwarded-Host: evil\nX-Forwarded-Proto: https\nX-Middleware-Subrequest: x\n${CLOSE}`
    const direct = await send(await start(), request)
    expect(Object.keys(direct.body.headers)).toEqual(['host', 'connection', 'x-forwarded-for'])
    const behind = await send(await start(1), request)
    expect(behind.body.headers).toMatchObject({
      'x-forwarded-host': 'evil',
      'x-forwarded-proto': 'https',
    })
    expect(behind.body.headers).not.toHaveProperty('x-middleware-subrequest')
  })
})
