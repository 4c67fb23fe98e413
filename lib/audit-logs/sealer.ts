import { systemPool } from '@/lib/core/database'
import { signAnew } from './resign'
import { sealPending } from './seal'

const EVERY_MS = 5_000
/** Well within the seven days for which a key that was replaced stays in the ring. */
const SIGN_ANEW_EVERY_MS = 10 * 60_000

/** Seals new audit entries every few seconds, without keeping the process alive, until the pools are closed. */
export function startSealing(everyMs = EVERY_MS): void {
  // This very pool, since asking for it again would open a new one while the server stops.
  const pool = systemPool()
  const told = new Set<string>()
  // A trail that was tampered with fails at every attempt, and telling it once is enough.
  const onError = (error: unknown) => {
    const line = error instanceof Error ? error.message : String(error)
    if (!pool.isOpen || told.has(line)) return
    told.add(line)
    console.error('Sealing the audit trail failed and will be tried again:', line)
  }
  let signAnewAt = 0
  const attempt = async () => {
    await sealPending({ pool, onError })
    if (Date.now() < signAnewAt) return
    await signAnew({ pool, onError })
    signAnewAt = Date.now() + SIGN_ANEW_EVERY_MS
  }
  const repeat = async () => {
    await attempt().catch(onError)
    if (pool.isOpen) setTimeout(repeat, everyMs).unref()
  }
  void repeat()
}
