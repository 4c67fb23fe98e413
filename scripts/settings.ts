import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the process needs to know before the application's own environment is complete. */
export interface Settings {
  embedded: boolean
  dataDir: string
  port: number
  /** Undefined for every address of the machine. */
  host?: string
  seedDemo: boolean
}

/** Reads `.env` and the variables that only the server and the commands use. Throws one line. */
export function readSettings(): Settings {
  // What the environment says already wins over the file.
  if (existsSync('.env')) process.loadEnvFile('.env')
  const embedded = !process.env.DATABASE_URL
  const port = readPort(process.env.PORT || '3000')
  process.env.PUBLIC_URL ||= `http://localhost:${port}`
  return {
    embedded,
    dataDir: resolve(process.env.DATA_DIR || 'data'),
    port,
    host: process.env.HOST || (embedded ? '127.0.0.1' : undefined),
    seedDemo: embedded && !['0', 'false', 'no'].includes(process.env.SEED_DEMO ?? ''),
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}.`)
}

export function defaultKeyRing(settings: Settings): string {
  return join(settings.dataDir, 'keys.json')
}
