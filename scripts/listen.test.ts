import { createServer, get, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { eventually } from '@/lib/testing/eventually'
import { assertPortIsFree, drainable, listen } from './listen'

const ask = (port: number, headers: OutgoingHttpHeaders = {}) =>
  new Promise<string>((done, fail) => {
    get({ port, host: '127.0.0.1', headers }, (res) => text(res).then(done, fail)).on('error', fail)
  })

it('lets a running request finish and takes no new one', async () => {
  const waiting: ServerResponse[] = []
  const server = createServer((_req, res) => waiting.push(res))
  const drain = drainable(server)
  const { port } = await listen(server, 0, '127.0.0.1')
  const running = ask(port)
  await eventually(() => expect(waiting).toHaveLength(1))
  const drained = drain()
  await eventually(() => expect(ask(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' }))
  waiting[0]!.end('finished')
  expect(await running).toBe('finished')
  await drained
})

it('does not wait for connections that nobody uses', async () => {
  const server = createServer((_req, res) => res.end('ok'))
  const drain = drainable(server)
  const { port } = await listen(server, 0, '127.0.0.1')
  const kept = await fetch(`http://127.0.0.1:${port}`)
  expect(kept.headers.get('connection')).toBe('keep-alive')
  await kept.text()
  const begin = Date.now()
  await drain()
  expect(Date.now() - begin).toBeLessThan(4000)
})

it('answers a client that offers HTTP/2, and does not wait for an idle WebSocket', async () => {
  const server = createServer((_req, res) => res.end('ok'))
  const drain = drainable(server)
  const { port } = await listen(server, 0, '127.0.0.1')
  const upgrade = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' }
  expect(await ask(port, upgrade)).toBe('ok')
  server.on('upgrade', (_req, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
  const ended = ask(port, { connection: 'Upgrade', upgrade: 'websocket' })
  const begin = Date.now()
  await Promise.all([drain(), expect(ended).rejects.toThrow()])
  expect(Date.now() - begin).toBeLessThan(8000)
})

it('says that a port is taken, and that an address is not ours', async () => {
  const server = createServer()
  const { port } = await listen(server, 0, '127.0.0.1')
  await expect(assertPortIsFree(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is taken`)
  await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow('set PORT to another')
  await expect(assertPortIsFree(0, '203.0.113.1')).rejects.toThrow('not an address of this machine')
  server.close()
})
