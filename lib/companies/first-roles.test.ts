import { beforeAll, expect, it } from 'vitest'
import { loginWithPassword } from '@/lib/auth/commands'
import { listRoles } from '@/lib/roles/queries'
import {
  entriesOf,
  makeCompany,
  makePerson,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { createCompany } from './commands'
import { listCompanies } from './queries'

let superuser: Person

beforeAll(async () => {
  superuser = await makeSuperuser()
})

const rolesOf = async (company: string) =>
  (await run(listRoles, superuser, { company, ordering: 'name' })).rows

it('makes the usual roles beside the one for administrators, each on record', async () => {
  const name = `Standard ${superuser.id}`
  const { id } = await run(createCompany, superuser, { name, standard_roles: true })
  const roles = await rolesOf(id)
  expect(roles.map((role) => role.name)).toEqual(['Auditor', 'Manager', 'Tenant Admin', 'Viewer'])
  expect(roles.map(({ is_system }) => is_system)).toEqual([false, false, true, false])
  const [auditor] = roles
  const [entry] = await entriesOf(auditor!.id)
  expect(entry).toMatchObject({ companyId: id, resourceType: 'Role', action: 'CREATE' })
  expect(entry!.changes.permissions).toMatchObject({ after: auditor!.permissions })
})

it('makes only that one unless asked for more', async () => {
  const { id } = await run(createCompany, superuser, { name: `Plain ${superuser.id}` })
  expect((await rolesOf(id)).map((role) => role.name)).toEqual(['Tenant Admin'])
})

it('finds the companies in which somebody is locked', async () => {
  const [calm, { id }] = [await makeCompany(), await makeCompany()]
  const person = await makePerson(id)
  for (let i = 0; i < 5; i++) {
    const wrong = { email: person.email, password: 'wrong' }
    await run(loginWithPassword, null, wrong).catch(() => {})
  }
  const { rows } = await run(listCompanies, superuser, { has_locked: 'true', page_size: 200 })
  const found = rows.map((company) => company.id)
  expect(found).toContain(id)
  expect(found).not.toContain(calm.id)
})
