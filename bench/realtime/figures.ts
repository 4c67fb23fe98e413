import { loadavg } from 'node:os'

const quantile = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN

/** p50, p95, p99 and the largest. */
export function spread(numbers: number[]) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return [0.5, 0.95, 0.99, 1].map((part) => quantile(sorted, part))
}

export const SPREAD = ['p50 ms', 'p95 ms', 'p99 ms', 'max ms']

export const spreadCells = (numbers: number[]) =>
  spread(numbers).map((ms) => (Number.isNaN(ms) ? '-' : ms.toFixed(1)))

export const p95 = (numbers: number[]) => spread(numbers)[1]!

/** Says under what load the figures were taken, and whether every promise was kept. */
export function conclude(broken: string[]) {
  console.log(
    `Load average: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  )
  for (const promise of broken) console.log(`BROKEN: ${promise}`)
  if (broken.length > 0) process.exitCode = 1
  else console.log('Every promise was kept.')
}
