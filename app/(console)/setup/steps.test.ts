import { expect, it } from 'vitest'
import { nextStepOf } from './steps'

it.each([
  [1, 0, 'roles'],
  [4, 0, 'administrator'],
  [4, 1, 'done'],
])('goes on with a company of %i roles and %i people with the step %s', (roles, people, step) => {
  const begun = { id: 'c', role_count: roles, user_count: people }
  expect(nextStepOf(begun)).toBe(`/setup?company=c&step=${step}`)
})
