import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Entry {
  version: string
  optionalDependencies?: Record<string, string>
}

it('locks the packages of every platform, without which npm ci refuses a fresh clone', () => {
  const lock: { packages: Record<string, Entry> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  )
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
    ),
  )
  expect(missing, 'run node scripts/complete-lock.mjs').toEqual([])
})
