import { expect, it } from 'vitest'
import { entryOf } from './show-changes'

const bob = { id: 'bob', updated_at: '2026-11-27T10:00:00.123Z' }

function entry(user_name: string, resource_id: string, time: string) {
  return { user_id: user_name, user_name, resource_id, timestamp: `2026-11-27T${time}Z` }
}

it('takes for the change of a row what has its time, and first what is about it', () => {
  const role = entry('Maya', 'auditor', '10:00:00.123')
  expect(entryOf(bob, [role])).toBe(role)
  const itself = entry('Maya', 'bob', '10:00:00.123')
  expect(entryOf(bob, [role, itself])).toBe(itself)
})

it('holds nobody for who changed a row that did something else with it, before or after', () => {
  const ended = entry('Omar', 'bob', '10:03:00.000')
  const renamed = entry('Maya', 'bob', '10:00:00.123')
  const before = entry('Ivan', 'bob', '09:59:59.000')
  expect(entryOf(bob, [ended, renamed, before])).toBe(renamed)
  expect(entryOf(bob, [ended, before])).toBeUndefined()
})
