import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { document } from './document'

const FOLDER = path.resolve('.artifacts/e2e-counts')
/** What is not one of the document's operations: unknown paths, other methods, preflights. */
export const ELSEWHERE = 'elsewhere'

const counts: Record<string, number> = {}
const figures: Record<string, number> = {}

export const count = (operationId: string) => {
  counts[operationId] = (counts[operationId] ?? 0) + 1
}

/** Adds to a figure that is printed at the end. */
export const addFigure = (name: string, amount: number) => {
  figures[name] = (figures[name] ?? 0) + amount
}

export function clearCounts() {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
}

/** Leaves what this worker counted where the end of the run finds it. */
export function saveCounts() {
  writeFileSync(path.join(FOLDER, `${process.pid}.json`), JSON.stringify({ counts, figures }))
}

type Counts = Record<string, number>

function sum(key: 'counts' | 'figures'): Counts {
  const total: Counts = {}
  for (const name of readdirSync(FOLDER)) {
    const saved = JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Record<
      string,
      Counts
    >
    for (const [id, number] of Object.entries(saved[key] ?? {})) {
      total[id] = (total[id] ?? 0) + number
    }
  }
  return total
}

/** Prints how many answers were checked against the document, and which operations nobody called. */
export function reportCounts() {
  const { [ELSEWHERE]: elsewhere = 0, ...operations } = sum('counts')
  const known = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  const uncalled = known.filter((id) => !operations[id])
  const checked = Object.values(operations).reduce((total, number) => total + number, 0)
  console.log(
    `OpenAPI: ${checked} answers of ${known.length - uncalled.length} of ${known.length} operations were valid, and ${elsewhere} answers elsewhere${uncalled.length > 0 ? `; never called: ${uncalled.join(', ')}` : ''}`,
  )
  for (const [name, number] of Object.entries(sum('figures'))) console.log(`${name}: ${number}`)
}
