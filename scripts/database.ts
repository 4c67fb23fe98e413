import { existsSync } from 'node:fs'
import postgres from 'postgres'
import { connectEmbedded, startEmbedded } from '@/db/embedded'
import { createKeyRing } from '@/lib/auth/keys'
import { env } from '@/lib/core/env'
import { readSecrets } from '@/lib/core/secrets'
import { defaultKeyRing, type Settings } from './settings'

/** The configured database, reachable; `stop` ends it when this process started it. */
export interface Database {
  url: string
  stop(): Promise<void>
}

/**
 * Opens the database and completes the environment, so that `env()` holds afterwards.
 * A server owns the embedded one (`own`); a command visits the one that runs, else starts it until `stop`.
 * Throws one line.
 */
export async function openDatabase(settings: Settings, mode: 'own' | 'visit'): Promise<Database> {
  if (settings.embedded) return openEmbedded(settings, mode)
  const { DATABASE_URL: url, KEY_RING: keyRing } = env()
  if (!keyRing.startsWith('{') && !existsSync(keyRing)) {
    throw new Error(
      `KEY_RING names ${keyRing}, which does not exist. npm run rotate-keys makes it.`,
    )
  }
  await reach(url)
  return { url, stop: async () => {} }
}

async function openEmbedded(settings: Settings, mode: 'own' | 'visit'): Promise<Database> {
  const secrets = readSecrets(settings.dataDir)
  process.env.AUTH_SECRET ||= secrets.AUTH_SECRET
  process.env.PASSWORD_PEPPER ||= secrets.PASSWORD_PEPPER
  process.env.KEY_RING ||= defaultKeyRing(settings)
  const open = mode === 'own' ? startEmbedded : connectEmbedded
  const embedded = await open(settings.dataDir)
  process.env.DATABASE_URL = embedded.url
  try {
    env()
    if (process.env.KEY_RING === defaultKeyRing(settings)) await createKeyRing(process.env.KEY_RING)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return embedded
}

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'EPIPE'],
])

/** Asks an external database for its version. Throws one line that tells what to change. */
export async function reach(url: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} })
  try {
    const [server] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    assertRecent(server?.number ?? 0, server?.name ?? 'unknown')
  } catch (error) {
    throw explained(error, new URL(url))
  } finally {
    await sql.end({ timeout: 1 })
  }
}

export function assertRecent(number: number, name: string) {
  if (number >= 150_000) return
  throw new Error(`The database is PostgreSQL ${name}; 15 or later is needed. Upgrade it.`)
}

function explained(error: unknown, url: URL): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  const place = `${url.hostname}:${url.port || 5432}`
  if (code === '28P01' || code === '28000') {
    return new Error(
      `The database at ${place} refuses user ${decodeURIComponent(url.username)}. Check user and password in DATABASE_URL.`,
    )
  }
  if (code === '3D000') {
    return new Error(
      `There is no database ${url.pathname.slice(1)} at ${place}. Create it, or correct DATABASE_URL.`,
    )
  }
  if (UNREACHABLE.has(code)) {
    return new Error(
      `The database at ${place} cannot be reached (${code}). Start it, or correct DATABASE_URL.`,
    )
  }
  return new Error(`The database at ${place} answers: ${error.message}`)
}
