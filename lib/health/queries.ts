import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { anonymous } from '@/lib/core/operation'
import { STUCK_AFTER } from '@/lib/core/outbox'
import { nothing } from '@/lib/core/schema'
import { liveness, readiness } from './schema'

const PATIENCE_MS = 2000

type Checks = z.infer<typeof readiness>['checks']
type Queues = Pick<Checks, 'outbox' | 'mail'>

const readQueues = () =>
  systemPool().read(async ({ db }): Promise<Queues> => {
    const events = db.execute<Checks['outbox'] & Record<string, unknown>>(sql`
      select count(*)::int as pending,
        count(*) filter (where attempts >= ${STUCK_AFTER}
          or created_at < now() - interval '1 minute')::int as stuck,
        coalesce(extract(epoch from now() - min(created_at)), 0)::int as oldest_seconds
      from outbox where sent_at is null`)
    const messages = db.execute<Checks['mail'] & Record<string, unknown>>(sql`
      select count(*)::int as pending,
        count(*) filter (where attempts >= ${STUCK_AFTER}
          or created_at < now() - interval '5 minutes')::int as stuck
      from mail_outbox`)
    const [[outbox], [mail]] = await Promise.all([events, messages])
    return { outbox: outbox!, mail: mail! }
  })

let reading: Promise<Queues> | undefined

/** Strangers may ask as often as they like, so those who ask at once share one answer. */
function sharedQueues() {
  reading ??= readQueues().finally(() => {
    reading = undefined
  })
  return reading
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${milliseconds} ms.`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export const getLiveness = anonymous({
  summary: 'Tell whether the process answers',
  resource: 'Health',
  input: nothing,
  output: liveness,
  run: async () => ({ status: 'ok' as const }),
})

export const getReadiness = anonymous({
  summary: 'Tell whether requests can be served',
  resource: 'Health',
  input: nothing,
  output: readiness,
  async run() {
    const queues = await within(PATIENCE_MS, sharedQueues()).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The database does not answer.', {
        retryAfterSeconds: 5,
        cause,
      })
    })
    return { status: 'ok' as const, checks: { database: 'ok' as const, ...queues } }
  },
})
