import { systemPool } from '@/lib/core/database'
import { startWorker } from '@/lib/core/worker'
import { signAnew } from './resign'
import { sealPending } from './seal'

const EVERY_MS = 5_000
/** Well within the seven days for which a key that was replaced stays in the ring. */
const SIGN_ANEW_EVERY_MS = 10 * 60_000

/** Seals new audit entries every few seconds. */
export function startSealing(everyMs = EVERY_MS) {
  const told = new Set<string>()
  // A trail that was tampered with fails at every attempt, and telling it once is enough.
  const onError = (error: unknown) => {
    const line = error instanceof Error ? error.message : String(error)
    if (told.has(line)) return
    told.add(line)
    console.error('Sealing the audit trail failed and will be tried again:', line)
  }
  let signAnewAt = 0
  return startWorker({
    name: 'Sealing the audit trail',
    async run() {
      const pool = systemPool()
      await sealPending({ pool, onError })
      if (Date.now() >= signAnewAt) {
        await signAnew({ pool, onError })
        signAnewAt = Date.now() + SIGN_ANEW_EVERY_MS
      }
      return everyMs
    },
  })
}
