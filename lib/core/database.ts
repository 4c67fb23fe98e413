import { Pool } from '@/db/pool'
import { requestUrl } from '@/db/urls'
import { env } from './env'

interface Pools {
  request: Pool
  system: Pool
}

// The bundled application and the server around it are two module graphs in one process; they share these.
const holder = globalThis as typeof globalThis & { __erpAccessPools?: Pools }

export const requestDatabaseUrl = () =>
  env().DATABASE_REQUEST_URL ?? requestUrl(env().DATABASE_URL, env().AUTH_SECRET)

function pools(): Pools {
  if (!holder.__erpAccessPools) {
    const { DATABASE_URL, DATABASE_POOL, DATABASE_QUEUE, DATABASE_DEADLINE_MS } = env()
    const options = { queue: DATABASE_QUEUE, deadlineMs: DATABASE_DEADLINE_MS }
    holder.__erpAccessPools = {
      request: new Pool(requestDatabaseUrl(), { ...options, max: DATABASE_POOL }),
      system: new Pool(DATABASE_URL, { ...options, max: Math.max(2, DATABASE_POOL >> 1) }),
    }
  }
  return holder.__erpAccessPools
}

/** Connections of the fenced role: everything a signed-in person does. */
export const requestPool = () => pools().request

/** Connections of the owner: sign-in, refused requests and background work, before or outside any company. */
export const systemPool = () => pools().system

/** Ends both pools once their transactions are done; the next use opens new ones. */
export async function closePools(): Promise<void> {
  const open = holder.__erpAccessPools
  delete holder.__erpAccessPools
  if (open) await Promise.all([open.request.close(), open.system.close()])
}
