import type { JSONReport } from '@playwright/test/reporter'
import { expect, it } from 'vitest'
import type { JsonTestResults } from 'vitest/node'
import { concluded, MOST_FLAKY, readPlaywright, readVitest } from './test-reports'

const vitestReport = (results: object[]) =>
  ({ numPassedTests: 7, numFailedTests: 1, testResults: results }) as JsonTestResults

function playwrightReport(flaky: number) {
  const stats = { expected: 5, unexpected: 1, flaky }
  const test = (status: string, message: string) => ({
    tests: [{ status, results: [{ errors: [{ message }] }] }],
    file: 'console/users.spec.ts',
  })
  const specs = [
    { title: 'goes well', ...test('expected', '') },
    { title: 'needs time', ...test('flaky', '\u001b[31mToo late\u001b[39m') },
  ]
  const inner = {
    title: 'without JavaScript',
    specs: [{ title: 'goes wrong', ...test('unexpected', 'No row') }],
  }
  const suites = [{ title: 'console/users.spec.ts', specs, suites: [inner] }]
  return { stats, suites, errors: [] } as unknown as JSONReport
}

it('names each test that failed, with the beginning of what it said', () => {
  const message = ['Error: no', ...Array.from({ length: 50 }, (_, line) => `at ${line}`)].join('\n')
  const { passed, failed, told } = readVitest(
    vitestReport([
      {
        name: `${process.cwd()}/lib/a.test.ts`,
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'a works', status: 'passed' },
          { fullName: 'a lasts', status: 'failed', failureMessages: [message] },
        ],
      },
      {
        name: `${process.cwd()}/lib/b.test.ts`,
        status: 'failed',
        message: 'No import',
        assertionResults: [],
      },
    ]),
  )
  expect({ passed, failed }).toEqual({ passed: 7, failed: 2 })
  expect(told[0]).toBe('failed: lib/a.test.ts › a lasts')
  expect(told).toContain('    Error: no')
  expect(told).toHaveLength(15)
  expect(told.slice(-2)).toEqual(['failed: lib/b.test.ts › the file itself', '    No import'])
})

it('counts a few tests that passed at the second try as passed, and names them', () => {
  const { passed, failed, told } = readPlaywright(playwrightReport(1))
  expect({ passed, failed }).toEqual({ passed: 6, failed: 1 })
  expect(told).toEqual([
    'passed at the second try: console/users.spec.ts › needs time',
    '    Too late',
    'failed: console/users.spec.ts › without JavaScript › goes wrong',
    '    No row',
  ])
})

it('counts more of them than a busy machine explains as failed', () => {
  const { passed, failed } = readPlaywright(playwrightReport(MOST_FLAKY + 1))
  expect({ passed, failed }).toEqual({ passed: 5, failed: 1 + MOST_FLAKY + 1 })
})

it('counts a run that ended badly as failed, and names it where no test is to be named', () => {
  const well = { passed: 3, failed: 0, told: [] }
  expect(concluded('vitest', 0, well)).toBe(well)
  for (const status of [1, null]) {
    const { passed, failed, told } = concluded('vitest', status, well)
    expect({ passed, failed }).toEqual({ passed: 3, failed: 1 })
    expect(told[0]).toBe('failed: vitest › the run itself')
  }
  const badly = { passed: 3, failed: 2, told: ['failed: a'] }
  expect(concluded('vitest', 1, badly)).toBe(badly)
})
