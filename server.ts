import { createServer } from 'node:http'
import { closePools } from '@/lib/core/database'
import { env } from '@/lib/core/env'
import { endBackgroundWork } from '@/lib/core/shutdown'
import { buildWhenChanged } from './scripts/build'
import { type Database, openDatabase } from './scripts/database'
import { admit, refuseBrokenHttp } from './scripts/edge'
import { assertPortIsFree, drainable, listen } from './scripts/listen'
import { attachNext } from './scripts/next'
import { fillDatabase, prepareDatabase } from './scripts/prepare'
import { readSettings, type Settings } from './scripts/settings'

const DEV = process.argv.includes('--dev')
/** Ctrl-C reaches us from the terminal and again from npm; only a later one is impatience. */
const IMPATIENCE_MS = 1000

const TIMEOUTS = { requestTimeout: 60_000, headersTimeout: 30_000, keepAliveTimeout: 65_000 }

const say = (line: string) => console.log(line)
const aborted = new AbortController()
const endings: (() => Promise<unknown>)[] = []
let ending: Promise<void> | undefined

/** Ends what was started, the last first, and exits. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    aborted.abort()
    for (const step of endings.reverse()) await step().catch(report)
    process.exit(code)
  })()
  return ending
}

function report(error: unknown) {
  console.error(error instanceof Error && error.message ? error.message : error)
  if (process.env.DEBUG) console.error(error)
}

function endOnSignals() {
  let firstAt: number | undefined
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = Date.now()
      say('Stopping …')
      void end(0)
    } else if (Date.now() - firstAt > IMPATIENCE_MS) process.exit(130)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('unhandledRejection', report)
  process.on('uncaughtException', (error) => {
    report(error)
    void end(1)
  })
}

async function open(settings: Settings): Promise<Database> {
  const opening = openDatabase(settings, 'own')
  // Also when a signal comes before PostgreSQL has started.
  endings.push(() =>
    opening.then(
      (database) => database.stop(),
      () => {},
    ),
  )
  const database = await opening
  endings.push(closePools, endBackgroundWork)
  return database
}

async function prepareNext(settings: Settings) {
  const server = createServer(TIMEOUTS)
  const proxyHops = env().TRUSTED_PROXY_HOPS
  process.env.SERVED_BY_OWN_SERVER = '1'
  refuseBrokenHttp(server)
  const { handle, realtime } = await attachNext(
    server,
    {
      dev: DEV,
      dir: process.cwd(),
      hostname: settings.host ?? 'localhost',
      port: settings.port,
    },
    (end) => endings.push(end),
  )
  server.on('request', (req, res) => {
    if (!admit(req, res, proxyHops) || realtime?.handleRequest(req, res)) return
    void handle(req, res).catch(report)
  })
  endings.push(
    drainable(server, async () => {
      await endBackgroundWork()
      await realtime?.close()
    }),
  )
  return server
}

async function main() {
  const settings = readSettings()
  endOnSignals()
  await assertPortIsFree(settings.port, settings.host)
  const opening = open(settings)
  // Loading it takes as long as PostgreSQL's start, and is not needed before.
  if (!DEV) void import('next')
  const database = await opening
  aborted.signal.throwIfAborted()
  await Promise.all([
    prepareDatabase(database.url, say),
    DEV ? undefined : buildWhenChanged(say, aborted.signal),
  ])
  const [server] = await Promise.all([
    prepareNext(settings),
    fillDatabase(say, settings.seedDemo ? database.url : undefined),
  ])
  const { port } = await listen(server, settings.port, settings.host)
  const host = !settings.host || settings.host === '127.0.0.1' ? 'localhost' : settings.host
  say(`Ready on http://${host.includes(':') ? `[${host}]` : host}:${port}`)
  say('Sign in as a superuser; npm run createsuperuser makes another one.')
}

await main().catch((error) => {
  // What a signal interrupted fails in its own ways, which say nothing.
  if (!aborted.signal.aborted) report(error)
  return end(1)
})
