import { createHmac } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Piscina } from 'piscina'
import { env } from '@/lib/core/env'
import { AppError } from '@/lib/core/errors'

const QUEUE = 256

// The bundled application and the server around it share one crew of workers.
const holder = globalThis as typeof globalThis & { __erpAccessHashers?: Piscina }

const workers = () =>
  (holder.__erpAccessHashers ??= new Piscina({
    filename: path.join(process.cwd(), 'lib/auth/bcrypt.worker.mjs'),
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism()),
    idleTimeout: 30_000,
    maxQueue: QUEUE,
  }))

async function inWorker<T>(name: 'hash' | 'compare', task: object): Promise<T> {
  if (workers().queueSize >= QUEUE) {
    throw new AppError('UNAVAILABLE', 'Too many people are signing in. Try again in a moment.', {
      retryAfterSeconds: 5,
    })
  }
  return workers().run(task, { name })
}

/** bcrypt reads 72 bytes at most, so it gets an HMAC of the whole password under the pepper. */
const secretOf = (password: string) =>
  createHmac('sha256', env().PASSWORD_PEPPER).update(password.normalize('NFKC')).digest('base64')

/** A bcrypt hash, computed in a worker thread. Throws UNAVAILABLE when too many wait. */
export const hashPassword = (password: string) =>
  inWorker<string>('hash', { secret: secretOf(password), cost: env().PASSWORD_COST })

let decoy: Promise<string> | undefined

/** Whether a password fits a hash. Without a hash it costs the same time and answers false. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password').catch((error: unknown) => {
    decoy = undefined
    throw error
  })
  decoy.catch(() => {})
  const fits = await inWorker<boolean>('compare', {
    secret: secretOf(password),
    hash: hash ?? (await decoy),
  })
  return fits && hash !== undefined
}
