import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { JSONReport, JSONReportSpec, JSONReportSuite } from '@playwright/test/reporter'
import type { JsonTestResults } from 'vitest/node'

/** What a runner came to, and the lines that tell of each test that failed or needed a second try. */
export interface Outcome {
  passed: number
  failed: number
  told: string[]
}

/** Of some 350 tests in a browser, how many may need a second try on a busy machine before it counts as a failure. */
export const MOST_FLAKY = 3
const LINES_OF_A_MESSAGE = 12

/** Vitest counts a file that cannot be loaded among its suites only; here it is a failure like any other. */
export function readVitest(report: JsonTestResults): Outcome {
  const told: string[] = []
  let unreadable = 0
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = path.relative(process.cwd(), name)
    const failures = assertionResults.filter((test) => test.status === 'failed')
    for (const { fullName, failureMessages } of failures) {
      told.push(...tell('failed', file, fullName, failureMessages?.[0]))
    }
    if (status !== 'failed' || failures.length > 0) continue
    unreadable++
    told.push(...tell('failed', file, 'the file itself', message))
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests + unreadable, told }
}

/** A few flaky tests count as passed, more than that as failed; all are named. */
export function readPlaywright({ stats, suites, errors }: JSONReport): Outcome {
  const { expected, unexpected, flaky } = stats
  const isTooMany = flaky > MOST_FLAKY
  const told = suites.flatMap(specsOf).flatMap(({ spec, title }) =>
    spec.tests.flatMap(({ status, results }) => {
      if (status !== 'unexpected' && status !== 'flaky') return []
      const kind = status === 'flaky' ? 'passed at the second try' : 'failed'
      return tell(kind, spec.file, title, results[0]?.errors[0]?.message)
    }),
  )
  told.push(
    ...errors.flatMap(({ message }) => tell('failed', 'playwright', 'the run itself', message)),
  )
  return {
    passed: expected + (isTooMany ? 0 : flaky),
    failed: unexpected + (isTooMany ? flaky : 0) + errors.length,
    told,
  }
}

/** A run that ended badly failed, also where every test of its report went well, as with an error outside of any. */
export function concluded(name: string, status: number | null, outcome: Outcome): Outcome {
  if (status === 0 || outcome.failed > 0) return outcome
  const why = `It ended with ${status ?? 'a signal'}, though no test failed: look above.`
  return {
    ...outcome,
    failed: 1,
    told: [...outcome.told, ...tell('failed', name, 'the run itself', why)],
  }
}

function specsOf(suite: JSONReportSuite): { spec: JSONReportSpec; title: string }[] {
  const within = (suite.suites ?? []).flatMap((inner) =>
    specsOf(inner).map(({ spec, title }) => ({ spec, title: `${inner.title} › ${title}` })),
  )
  return [...suite.specs.map((spec) => ({ spec, title: spec.title })), ...within]
}

function tell(kind: string, file: string, title: string, message = ''): string[] {
  const lines = stripVTControlCharacters(message).split('\n').filter(Boolean)
  const said = lines.slice(0, LINES_OF_A_MESSAGE).map((line) => `    ${line}`)
  return [`${kind}: ${file} › ${title}`, ...said]
}
