import { describe, expect, it } from 'vitest'
import { passwordWeaknesses } from './password-policy'
import { deviceOf, rulesKept } from './rules'

const PERSON = {
  email: 'ada.lovelace@example.com',
  username: 'countess',
  first_name: 'Ada',
  last_name: 'Lovelace',
  company_name: 'Analytical Engines Ltd',
}
const ALL = { long: true, mixed: true, impersonal: true }

describe('what browsers tell of a password while it is typed', () => {
  it.each([
    ['Quiet-river-42', ALL],
    ['Qr-42', { ...ALL, long: false }],
    ['quietriver', { ...ALL, mixed: false }],
    ['quietriverandgreenlamp', ALL],
    ['My-LOVELACE-42', { ...ALL, impersonal: false }],
    ['Engines-rule-7', { ...ALL, impersonal: false }],
    ['Adamant-rule-7', ALL],
  ])('%s', (password, kept) => {
    expect(rulesKept(password, PERSON)).toEqual(kept)
    const isGood = Object.values(kept).every(Boolean)
    expect(passwordWeaknesses(password, PERSON).length === 0).toBe(isGood)
  })

  it('leaves the most common ones to the server', () => {
    expect(rulesKept('P@ssw0rd', PERSON)).toEqual(ALL)
    expect(passwordWeaknesses('P@ssw0rd', PERSON)).toHaveLength(1)
  })
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
  ['curl/8.5.0', 'curl'],
  [null, 'Unknown browser'],
])('names the device of %s', (userAgent, name) => {
  expect(deviceOf(userAgent)).toBe(name)
})
