import { AppError } from './errors'

const AT_ONCE = 4
const WAITING = 60

const lines = new Map<string, { running: number; waiting: (() => void)[] }>()

/**
 * Runs slow work of one person a few at a time and the rest in turn, so that nobody alone can occupy the
 * workers in which everybody's passwords are hashed. Throws RATE_LIMITED when too many wait.
 */
export async function inTurn<T>(person: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(person) ?? { running: 0, waiting: [] }
  lines.set(person, line)
  if (line.running >= AT_ONCE) {
    if (line.waiting.length >= WAITING) {
      throw new AppError('RATE_LIMITED', 'You are doing too much at once. Try again in a moment.', {
        retryAfterSeconds: 5,
      })
    }
    await new Promise<void>((resolve) => line.waiting.push(resolve))
  } else line.running++
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else if (--line.running === 0) lines.delete(person)
  }
}
