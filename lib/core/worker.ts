import { Listener } from '@/db/listener'
import { env } from './env'
import { describeForLog } from './errors'
import { onShutdown } from './shutdown'

interface Work {
  /** Begins the line of the log that tells of a failure. */
  name: string
  /** Does what there is to do and answers in how many milliseconds, at the latest, there may be more. */
  run(): Promise<number>
  /** The notification of PostgreSQL upon which there is something to do. */
  wokenBy?: 'outbox' | 'grant_ending' | 'mail'
  /** What is done last, when the process ends. */
  drain?(): Promise<unknown>
}

const RETRY_MS = 5_000

/**
 * Runs work in the background: now, when it is woken, and when it said so; one run at a time, and without
 * keeping the process alive. A failure is logged, once until it succeeds again, and tried again. Ends in an
 * orderly way with the process, or with the function it answers.
 */
export function startWorker({ name, run, wokenBy, drain }: Work): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWoken = false
  let isStopped = false
  let told = ''

  const attempt = async () => {
    isWoken = false
    try {
      const delay = await run()
      told = ''
      return isWoken ? 0 : delay
    } catch (error) {
      const line = `${name} failed and will be tried again: ${describeForLog(error)}`
      if (!isStopped && line !== told) console.error(line)
      told = line
      return RETRY_MS
    }
  }
  const repeat = async () => {
    clearTimeout(timer)
    const delay = await attempt()
    running = undefined
    if (!isStopped) timer = setTimeout(start, delay).unref()
  }
  const start = () => {
    running ??= repeat()
  }
  const wake = () => {
    isWoken = true
    // While it pauses after a failure, whatever wakes it would only fail as well.
    if (!isStopped && !told) start()
  }
  const listener = wokenBy
    ? new Listener(env().DATABASE_URL, [wokenBy], {
        name: `erp-access ${wokenBy}`,
        onNotify: wake,
        onListening: wake,
      })
    : undefined
  const end = async () => {
    isStopped = true
    clearTimeout(timer)
    await listener?.close()
    await running
    await drain?.().catch((error: unknown) => {
      console.error(`${name} could not be finished: ${describeForLog(error)}`)
    })
  }
  let ended: Promise<void> | undefined
  const stop = () => {
    ended ??= end()
    return ended
  }
  start()
  onShutdown(stop)
  return stop
}
