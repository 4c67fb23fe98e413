import { createTranslator } from 'use-intl/core'
import { expect, it } from 'vitest'
import messages from '@/messages/en.json'
import { describeChange } from './describe-change'

const live = createTranslator({ locale: 'en-GB', messages, namespace: 'live' })

it.each([
  [['VIEW_USERS'], [], 'you can now see users'],
  [['VIEW_USERS', 'VIEW_ROLES'], [], 'you can now see users and see roles'],
  [[], ['VIEW_USERS', 'VIEW_ROLES'], 'you can no longer see users or see roles'],
  [['VIEW_USERS'], ['VIEW_ROLES'], 'you can now see users; you can no longer see roles'],
])('says in a sentence what was gained and lost', (gained, lost, sentence) => {
  expect(describeChange(live, { gained, lost })).toBe(`Your access changed: ${sentence}.`)
})

it('counts what would make the sentence too long', () => {
  const gained = ['VIEW_USERS', 'CREATE_USER', 'UPDATE_USER', 'DELETE_USER', 'VIEW_ROLES']
  expect(describeChange(live, { gained, lost: [] })).toBe(
    'Your access changed: you can now see users, create users, change users, and do 2 other things.',
  )
})
