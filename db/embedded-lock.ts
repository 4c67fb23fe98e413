import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { ADMIN, address } from './embedded-cluster'
import type { Home } from './embedded-home'
import { runningPostmaster, startPostmaster } from './embedded-postmaster'
import { isCode } from './private-file'

const LOCK = 7_265_001
const PATIENCE_MS = 120_000
/** A process that was killed holds the lock until PostgreSQL has noticed; on a busy machine that takes a moment. */
const LOCK_PATIENCE_MS = 3_000

/** A data folder has one owner: the process whose session holds a lock in its database. */
export interface Ownership {
  sql: postgres.Sql
  port: number
  release(): Promise<void>
}

interface Wish {
  password: string
  settings: Record<string, string>
  /** Wanted when PostgreSQL must come back where it was. */
  port?: number
  onLost: () => void
}

export class DataDirInUse extends Error {
  constructor(dataDir: string) {
    super(
      `The data folder ${dataDir} is in use by another server or command. Stop it, or set DATA_DIR to another folder.`,
    )
  }
}

/**
 * Starts the PostgreSQL of a home, or adopts the one that a killed server left running, and becomes its owner.
 * Throws DataDirInUse when another process owns it.
 */
export async function takeOwnership(home: Home, wish: Wish): Promise<Ownership> {
  const deadline = Date.now() + PATIENCE_MS
  let lockDeadline: number | undefined
  for (;;) {
    const postmaster = runningPostmaster(home)
    if (!postmaster) {
      await startPostmaster(home, wish.settings, wish.port)
      continue
    }
    try {
      return await lock(home, wish, postmaster.port)
    } catch (error) {
      // Still starting, or on its way down after an earlier owner; the next round sees which.
      let until = isPassing(error) ? deadline : 0
      if (error instanceof DataDirInUse) until = lockDeadline ??= Date.now() + LOCK_PATIENCE_MS
      if (Date.now() > until) throw explained(error, home)
      await sleep(200)
    }
  }
}

async function lock(home: Home, wish: Wish, port: number): Promise<Ownership> {
  let held = false
  const sql = postgres(address(ADMIN, wish.password, port, 'postgres'), {
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
    onclose: () => held && wish.onLost(),
  })
  const release = () => {
    held = false
    return sql.end({ timeout: 1 })
  }
  try {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${LOCK}) as taken`
    if (!row?.taken) throw new DataDirInUse(home.dataDir)
  } catch (error) {
    await release()
    throw error
  }
  held = true
  return { sql, port, release }
}

function isPassing(error: unknown): boolean {
  return ['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED'].some((code) =>
    isCode(error, code),
  )
}

function explained(error: unknown, home: Home): unknown {
  if (!isCode(error, '28P01')) return error
  return new Error(
    `The password in ${home.dataDir}/postgres.json does not open the database there. Restore the file that belongs to it.`,
  )
}
