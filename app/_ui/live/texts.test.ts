import { expect, it } from 'vitest'
import { describeChange, explainEnd } from './texts'

it.each([
  [['VIEW_USERS'], [], 'you can now see users'],
  [['VIEW_USERS', 'VIEW_ROLES'], [], 'you can now see users and see roles'],
  [[], ['VIEW_USERS', 'VIEW_ROLES'], 'you can no longer see users or see roles'],
  [['VIEW_USERS'], ['VIEW_ROLES'], 'you can now see users; you can no longer see roles'],
])('says in a sentence what was gained and lost', (gained, lost, sentence) => {
  expect(describeChange({ gained, lost })).toBe(`Your access changed: ${sentence}.`)
})

it('counts what would make the sentence too long', () => {
  const gained = ['VIEW_USERS', 'CREATE_USER', 'UPDATE_USER', 'DELETE_USER', 'VIEW_ROLES']
  expect(describeChange({ gained, lost: [] })).toBe(
    'Your access changed: you can now see users, create users, change users, and do 2 other things.',
  )
})

it('says that a session ended also when the reason is unknown or new', () => {
  expect(explainEnd('deactivated')).toBe('Your account was deactivated.')
  for (const reason of [undefined, 'a new reason', 'constructor']) {
    expect(explainEnd(reason)).toBe('This session has ended.')
  }
})
