import { expect, it } from 'vitest'
import { updateMe } from '@/lib/auth/profile-commands'
import { listOwnSessions } from '@/lib/auth/queries'
import { makeCompany, makePerson, run } from '@/lib/testing/sandbox'
import { listOwnActivity } from './own-queries'

it('shows people what they did, page by page, and nothing that others did', async () => {
  const { id: company } = await makeCompany()
  const [person, colleague] = [await makePerson(company), await makePerson(company)]
  for (const first_name of ['Ada', 'Bea', 'Cora']) await run(updateMe, person, { first_name })
  await run(updateMe, colleague, { first_name: 'Dora' })
  await run(listOwnSessions, person, {})
  const first = await run(listOwnActivity, person, { page_size: 2 })
  const cursor = first.nextCursor!
  const second = await run(listOwnActivity, person, { page_size: 2, cursor })
  const names = [...first.rows, ...second.rows].map(({ changes }) => changes.first_name?.after)
  expect(names.slice(0, 3)).toEqual(['Cora', 'Bea', 'Ada'])
  const owners = [...first.rows, ...second.rows].map(({ user_id }) => user_id)
  expect(new Set(owners)).toEqual(new Set([person.id]))
})
