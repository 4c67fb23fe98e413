import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { listen } from './listen'
import { attachNext } from './next'

const ROOT = dirname(import.meta.dirname)

const ends: (() => Promise<unknown>)[] = []
const folder = join(process.env.DATA_DIR!, 'next')

/**
 * The least that Next takes for an application; below this one, whose packages it uses. It is removed before and not
 * after, since Next still writes into it while it is being closed.
 */
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'app'), { recursive: true })
  const config = `export default { turbopack: { root: ${JSON.stringify(ROOT)} } }`
  writeFileSync(join(folder, 'next.config.mjs'), config)
  const layout = 'export default ({ children }) => <html><body>{children}</body></html>'
  writeFileSync(join(folder, 'app/layout.jsx'), layout)
  writeFileSync(join(folder, 'app/page.jsx'), "export default () => 'Here'")
  // Without one of its own, Next takes the one of the folder above.
  writeFileSync(join(folder, 'instrumentation.js'), 'export const register = () => {}')
})

afterEach(async () => {
  for (const end of ends.reverse()) await end()
  vi.unstubAllEnvs()
})

/** Next and realtime behind a server that answers requests, as `npm run dev` has it. */
async function startDevelopment() {
  vi.stubEnv('NODE_ENV', 'development')
  const server = createServer()
  const { port } = await listen(server, 0, '127.0.0.1')
  const options = { dev: true, dir: folder, hostname: '127.0.0.1', port }
  const { handle, realtime } = await attachNext(server, options, (end) => ends.push(end))
  ends.push(async () => realtime?.close())
  server.on('request', (req, res) => void handle(req, res))
  ends.push(async () => server.close().closeAllConnections())
  return port
}

it('reaches hot reload, without which no page of development becomes interactive', async () => {
  const port = await startDevelopment()
  // The first request makes Next listen, as a page does that is opened.
  await fetch(`http://127.0.0.1:${port}/_next/static/chunks/none.js`)
  const socket = new WebSocket(`ws://127.0.0.1:${port}/_next/hmr?id=test`)
  ends.push(async () => socket.terminate())
  const [message] = await once(socket, 'message', { signal: AbortSignal.timeout(40_000) })
  expect(message.toString('latin1')).not.toBe('')
}, 60_000)
