import { existsSync } from 'node:fs'
import {
  ADMIN,
  address,
  createCluster,
  createOwner,
  DATABASE,
  OWNER,
  readPasswords,
} from './embedded-cluster'
import { type Home, settle } from './embedded-home'
import { takeOwnership } from './embedded-lock'
import { runningPostmaster, stopPostmaster } from './embedded-postmaster'

export interface Embedded {
  /** The application's database, as its owner. */
  url: string
  /** The same server as PostgreSQL's superuser; for setting up only. */
  adminUrl: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** PostgreSQL settings beside ours, for example `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
  say?: (line: string) => void
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
}

/**
 * Starts the PostgreSQL of a data folder and owns it until `stop`; the first time it makes the database.
 * Throws one line when the folder is in use, was made by another version or cannot be used.
 */
export async function startEmbedded(
  dataDir: string,
  { settings, say = console.log }: EmbeddedOptions = {},
): Promise<Embedded> {
  const home = settle(dataDir, say)
  const passwords = readPasswords(home)
  if (!existsSync(home.cluster)) await createCluster(home, passwords)
  const keeper = await keep(home, passwords.admin, { ...SETTINGS, ...settings }, say)
  try {
    await createOwner(keeper.sql, passwords.owner)
  } catch (error) {
    await keeper.stop()
    throw error
  }
  return { ...addresses(passwords, keeper.port), stop: keeper.stop }
}

/** For commands: uses the PostgreSQL that a server runs, and else starts it until `stop`. */
export async function connectEmbedded(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<Embedded> {
  const home = settle(dataDir, options.say ?? console.log)
  const postmaster = existsSync(home.cluster) ? runningPostmaster(home) : undefined
  if (!postmaster) return startEmbedded(dataDir, options)
  return { ...addresses(readPasswords(home), postmaster.port), stop: async () => {} }
}

function addresses(passwords: { admin: string; owner: string }, port: number) {
  return {
    url: address(OWNER, passwords.owner, port, DATABASE),
    adminUrl: address(ADMIN, passwords.admin, port, DATABASE),
  }
}

/** Holds the ownership; should PostgreSQL end by itself, it comes back on the same port. */
async function keep(
  home: Home,
  password: string,
  settings: Record<string, string>,
  say: (line: string) => void,
) {
  let stopping: Promise<void> | undefined
  let recovery: Promise<void> | undefined
  const onLost = () => {
    if (!stopping) recovery = recover()
  }
  let ownership = await takeOwnership(home, { password, settings, onLost })

  async function recover() {
    say('The connection that guards the data folder was lost, taking it again')
    try {
      const { port } = ownership
      ownership = await takeOwnership(home, { password, settings, port, onLost })
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
  }

  async function end() {
    await recovery
    await stopPostmaster(home)
    await ownership.release()
  }

  const { sql, port } = ownership
  return {
    sql,
    port,
    stop() {
      stopping ??= end()
      return stopping
    },
  }
}
