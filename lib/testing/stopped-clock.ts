import { onTestFinished, vi } from 'vitest'

/**
 * Stops the clock by which spans of time are measured (`performance.now`) until the test ends, and lets them
 * pass by milliseconds: what happens before a limit does so on a slow machine too. Timers go on by themselves.
 */
export function stopClock() {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  return { pass: (ms: number) => vi.advanceTimersByTime(ms) }
}
