import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('explains every variable that the application reads', () => {
  const read = ['lib/core/env.ts', 'scripts/settings.ts'].map((file) => readFileSync(file, 'utf8'))
  const names = read.flatMap((text) => [
    ...text.matchAll(/^ {2}([A-Z_]+):|process\.env\.([A-Z_]+)/gm),
  ])
  const example = readFileSync('.env.example', 'utf8')
  const unexplained = names
    .map(([, field, variable]) => field ?? variable)
    .filter((name) => name !== 'NODE_ENV' && !new RegExp(`^#${name}=`, 'm').test(example))
  expect(unexplained).toEqual([])
})
