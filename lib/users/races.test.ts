import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  PASSWORD,
  run,
} from '@/lib/testing/sandbox'
import { createUser, deleteUser } from './commands'
import { getUser } from './queries'
import { assignRole, removeRole } from './role-commands'

const TWENTY = Array.from({ length: 20 })
const fulfilled = (results: PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length

describe('at once', () => {
  it('20 equal assignments leave one row and one entry', async () => {
    const { id: company } = await makeCompany()
    const admin = await makeAdministrator(company)
    const role_id = await makeRole(company, ['VIEW_USERS'])
    const { id } = await makePerson(company)
    const answers = await Promise.all(TWENTY.map(() => run(assignRole, admin, { id, role_id })))
    const already = answers.filter(({ message }) => message === 'Role already assigned')
    expect(already).toHaveLength(19)
    const rows = await systemPool().read(({ db }) =>
      db.execute(sql`select id from user_roles where user_id = ${id}::uuid`),
    )
    expect(rows).toHaveLength(1)
    expect(await entriesOf(id)).toHaveLength(1)
  })

  it('20 equal creations make one user', async () => {
    const { id: company } = await makeCompany()
    const admin = await makeAdministrator(company)
    const username = `same-${company}`
    const input = { username, email: `${username}@example.com`, password: PASSWORD }
    const results = await Promise.allSettled(TWENTY.map(() => run(createUser, admin, input)))
    expect(fulfilled(results)).toBe(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'CONFLICT' })
    }
  })

  it('two administrators demote or delete each other, and one remains', async () => {
    for (let round = 0; round < 20; round++) {
      const { id: company } = await makeCompany()
      const role_id = await makeRole(company, COMPANY_PERMISSIONS)
      const [one, other] = [await makePerson(company), await makePerson(company)]
      const keeper = await makeAdministrator(company)
      for (const { id } of [one, other]) await run(assignRole, keeper, { id, role_id })
      await run(deleteUser, one, { id: keeper.id })
      const results = await Promise.allSettled(
        round % 2
          ? [
              run(removeRole, one, { id: other.id, role_id }),
              run(removeRole, other, { id: one.id, role_id }),
            ]
          : [
              run(deleteUser, one, { id: other.id }),
              run(removeRole, other, { id: one.id, role_id }),
            ],
      )
      expect(fulfilled(results)).toBe(1)
      const left = await Promise.allSettled(
        [one, other].map((person) => run(getUser, person, { id: person.id })),
      )
      expect(fulfilled(left)).toBe(1)
    }
  })
})
