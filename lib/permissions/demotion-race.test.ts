import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { makeAdministrator, makeCompany, makeRole, type Person, run } from '@/lib/testing/sandbox'
import { assignRole, removeRole } from '@/lib/users/role-commands'
import { COMPANY_PERMISSIONS } from './catalog'

it('keeps one of two administrators who demote each other at once, fifty times', async () => {
  const { id: company } = await makeCompany()
  const [first, second] = [await makeAdministrator(company), await makeAdministrator(company)]
  const role = await makeRole(company, COMPANY_PERMISSIONS)
  const roleOf = async (person: Person) =>
    systemPool().read(async ({ db }) => {
      const [row] = await db.execute<{ role_id: string }>(sql`
        select role_id from user_roles where user_id = ${person.id}::uuid and revoked_at is null`)
      return row?.role_id
    })
  for (let round = 0; round < 50; round++) {
    const [mine, theirs] = [await roleOf(first), await roleOf(second)]
    const outcomes = await Promise.allSettled([
      run(removeRole, first, { id: second.id, role_id: theirs! }),
      run(removeRole, second, { id: first.id, role_id: mine! }),
    ])
    const winners = outcomes.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const [survivor, demoted] = (await roleOf(first)) ? [first, second] : [second, first]
    expect(await roleOf(demoted)).toBeUndefined()
    await run(assignRole, survivor, { id: demoted.id, role_id: role })
  }
}, 60_000)
