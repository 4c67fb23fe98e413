import { vi } from 'vitest'

/**
 * Waits until a check passes, also on a machine that is busy with other tests. It looks often, so that
 * patience costs time only where the check fails.
 */
export const eventually = <T>(check: () => T | Promise<T>) =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 })
