import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import postgres from 'postgres'
import { startEmbedded } from '@/db/embedded'
import { createKeyRing } from '@/lib/auth/keys'
import { freePort, type Running, runCommand, startServer } from '../ground'
import type { Api } from './api'

const FOLDER = resolve('.artifacts/bench-realtime')
/** Empty, so that neither the shell nor a .env file leads a program to somebody's real database or Pusher. */
const UNSET = [
  ...['DATABASE_REQUEST_URL', 'TRUSTED_PROXY_HOPS', 'TRUSTED_PROXIES', 'REALTIME_SOCKETS'],
  ...['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET', 'PUSHER_CLUSTER'],
  ...['PUSHER_HOST', 'PUSHER_PORT', 'PUSHER_USE_TLS'],
]
const SUPERUSER = { email: 'bench@example.com', password: `Live-${randomBytes(9).toString('hex')}` }

/** A PostgreSQL that outlives the servers, with an empty database that goes away at the end. */
export interface Stage {
  /** The configuration of every instance. */
  env: Record<string, string>
  /** Starts an instance; the first one migrates and builds, so begin with one. A further one needs its own PORT. */
  start(env?: Record<string, string>): Promise<Running>
  /** Signs in a person who may do everything; makes them the first time. */
  superuser(api: Api): Promise<string>
}

type Ending = () => Promise<unknown>

export async function onStage(play: (stage: Stage) => Promise<void>) {
  const endings: Ending[] = []
  try {
    await play(await build(endings))
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

async function build(endings: Ending[]): Promise<Stage> {
  const postgresql = await startEmbedded(FOLDER, { say: () => {} })
  endings.push(() => postgresql.stop())
  const url = await freshDatabase(postgresql.adminUrl, new URL(postgresql.url), endings)
  const env = await environment(url)
  let isMade = false
  return {
    env,
    async start(more = {}) {
      const server = await startServer({ ...env, ...more })
      endings.push(() => server.stop())
      return server
    },
    async superuser(api) {
      const { email, password } = SUPERUSER
      const args = ['--email', email, '--password', password]
      if (!isMade) await runCommand('createsuperuser', args, env)
      isMade = true
      return api.signIn(email, password)
    },
  }
}

async function freshDatabase(adminUrl: string, url: URL, endings: Ending[]): Promise<string> {
  const name = `bench_${Date.now()}`
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} owner "${decodeURIComponent(url.username)}"`)
  endings.push(async () => {
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.unsafe(`drop role if exists ${name}_request, ${name}_request_platform`)
    await admin.end()
  })
  return Object.assign(url, { pathname: `/${name}` }).toString()
}

async function environment(url: string): Promise<Record<string, string>> {
  const keyRing = resolve(FOLDER, 'keys.json')
  await createKeyRing(keyRing)
  const port = String(await freePort())
  return {
    ...Object.fromEntries(UNSET.map((name) => [name, ''])),
    HOST: '127.0.0.1',
    PORT: port,
    // The same for all instances, since it is also who issued a token.
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: url,
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    PASSWORD_PEPPER: randomBytes(32).toString('base64url'),
    KEY_RING: keyRing,
    PASSWORD_COST: '10',
  }
}
