import { expect, it } from 'vitest'
import { freeCode, isTaken, slugOf } from './codes'

it.each([
  ['Acme Ltd', 'acme-ltd'],
  [' Élan & Söhne ', 'elan-sohne'],
  ['東京', ''],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('makes of %o the code %o', (name, code) => {
  expect(slugOf(name)).toBe(code)
})

const owners: Record<string, string[]> = { acme: ['1'], 'acme-2': ['2'] }
const ask = async (code: string) => owners[code] ?? []

it('finds a code that nobody has, and lets a company keep its own', async () => {
  expect(await freeCode('acme', ask)).toBe('acme-3')
  expect(await freeCode('new', ask)).toBe('new')
  expect(await freeCode('full', async () => ['1'])).toBeUndefined()
  expect([await isTaken('acme', ask), await isTaken('acme', ask, '1')]).toEqual([true, false])
})
