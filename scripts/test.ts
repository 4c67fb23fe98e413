import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from './browser'
import { concluded, type Outcome, readPlaywright, readVitest } from './test-reports'

const FOLDER = '.artifacts'

/** Runs a test runner that leaves a JSON report; one that dies without a report counts as a failure. */
function runner(name: string, args: string[], read: (report: never) => Outcome): Outcome {
  const report = path.resolve(FOLDER, `${name}.json`)
  rmSync(report, { force: true })
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  try {
    return concluded(name, status, read(JSON.parse(readFileSync(report, 'utf8')) as never))
  } catch (error) {
    return { passed: 0, failed: 1, told: [`${name} left no report that can be read: ${error}`] }
  }
}

mkdirSync(FOLDER, { recursive: true })
process.env.CHROMIUM_PATH = findChromium()
const report = `--outputFile.json=${path.join(FOLDER, 'vitest.json')}`
const results = [
  runner(
    'vitest',
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', report],
    readVitest,
  ),
  runner(
    'playwright',
    ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    readPlaywright,
  ),
]
for (const line of results.flatMap(({ told }) => told)) console.log(line)
const sum = (key: 'passed' | 'failed') => results.reduce((total, one) => total + one[key], 0)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') > 0 ? 1 : 0
