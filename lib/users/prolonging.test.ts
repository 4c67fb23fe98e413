import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { failsWith, inHours } from '@/lib/testing/expecting'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { assignRole } from './role-commands'

let company: string
let admin: Person
let deputy: Person
let role: string

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  deputy = await makePerson(company)
  role = await makeRole(company, ['ASSIGN_ROLES', 'VIEW_USERS'])
  await run(assignRole, admin, { id: deputy.id, role_id: role, expires_at: inHours(5) })
})

const until = (actor: Person, id: string, expires_at: string | null, role_id = role) =>
  run(assignRole, actor, { id, role_id, expires_at })

it('nobody prolongs a role of their own, though they may shorten it', async () => {
  for (const end of [null, inHours(6)]) {
    await expect(until(deputy, deputy.id, end)).rejects.toEqual(failsWith('own_grant'))
  }
  await expect(until(deputy, deputy.id, inHours(4))).resolves.toBeDefined()
  await expect(until(admin, deputy.id, inHours(5))).resolves.toBeDefined()
})

it('what somebody holds for a time they give for that time only', async () => {
  const { id } = await makePerson(company)
  const part = await makeRole(company, ['VIEW_USERS'])
  for (const [person, end, given] of [
    [id, null, role],
    [id, inHours(6), part],
    [deputy.id, null, part],
  ] as const) {
    await expect(until(deputy, person, end, given)).rejects.toMatchObject({
      kind: 'FORBIDDEN',
      message: expect.stringMatching(/only until \d+ [A-Z][a-z]+ 20\d\d \d\d:\d\d UTC,/),
    })
  }
  await expect(until(deputy, id, inHours(3))).resolves.toBeDefined()
  // Held for good too, so that the end of the other grant no longer matters for this code.
  await until(admin, deputy.id, null, part)
  await expect(until(deputy, id, null, part)).resolves.toBeDefined()
  await expect(until(deputy, id, null)).rejects.toEqual(failsWith('forbidden'))
})

it('judges the end of a grant by the end of its permission too', async () => {
  const person = await makePerson(company, { permissions: ['ASSIGN_ROLES', 'VIEW_ROLES'] })
  const { id } = await makePerson(company)
  const part = await makeRole(company, ['VIEW_ROLES'])
  await systemPool().write(({ db }) =>
    db.execute(sql`
      update role_permissions rp set expires_at = now() + interval '1 hour' from user_roles ur
      where ur.company_id = rp.company_id and ur.role_id = rp.role_id
        and ur.user_id = ${person.id}::uuid and rp.permission = 'VIEW_ROLES'`),
  )
  await expect(until(person, id, inHours(2), part)).rejects.toEqual(failsWith('forbidden'))
})
