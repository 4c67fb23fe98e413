import { beforeAll, describe, expect, it } from 'vitest'
import { refreshSession } from '@/lib/auth/commands'
import { getMe } from '@/lib/auth/queries'
import { failsWith } from '@/lib/testing/expecting'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { contextWith, signIn } from '@/lib/testing/signing-in'
import { assignCompany } from './company-commands'
import { getUser } from './queries'

let admin: Person
let foreign: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

describe('a move to another company', () => {
  it('takes id and sessions along, leaves the roles, and works back again', async () => {
    const person = await makePerson(admin.company, { permissions: ['VIEW_USERS'] })
    const { access, refresh } = await signIn(person.email)
    const ctx = await contextWith(access)
    const moved = { message: 'Company assigned successfully' }
    const to = (company_id: string) => run(assignCompany, superuser, { id: person.id, company_id })
    expect(await to(foreign.company)).toEqual(moved)
    expect(await to(foreign.company)).toEqual(moved)
    const { user, version } = await run(getMe, person, {}, ctx)
    expect(user).toMatchObject({ id: person.id, company: foreign.company, permissions: [] })
    expect(version).toBe(2)
    await expect(run(refreshSession, null, { refresh })).resolves.toBeDefined()
    await expect(run(getUser, admin, { id: person.id })).rejects.toEqual(failsWith('not_found'))
    expect(await run(getUser, foreign, { id: person.id })).toMatchObject({ roles: [] })
    expect(await to(admin.company)).toEqual(moved)
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({
      roles: [],
      is_active: true,
    })
    expect(await run(getMe, person, {}, ctx)).toMatchObject({ version: 3 })
    const entries = (await entriesOf(person.id)).filter(({ action }) => action === 'ASSIGN_COMPANY')
    expect(entries.map(({ companyId }) => companyId)).toEqual([foreign.company, admin.company])
    expect(entries[0]!.changes).toMatchObject({
      company: { before: null, after: { id: foreign.company } },
    })
    expect(JSON.stringify(entries[0])).not.toContain(admin.company)
  })

  it('is for superusers, of other people, to a company that exists', async () => {
    const { id } = await makePerson(admin.company)
    const company_id = foreign.company
    const attempts: [() => Promise<unknown>, string][] = [
      [() => run(assignCompany, admin, { id, company_id }), 'forbidden'],
      [() => run(assignCompany, superuser, { id, company_id: id }), 'not_found'],
      [() => run(assignCompany, superuser, { id: company_id, company_id }), 'not_found'],
      [() => run(assignCompany, superuser, { id: superuser.id, company_id }), 'superuser_company'],
    ]
    for (const [attempt, code] of attempts) await expect(attempt()).rejects.toEqual(failsWith(code))
  })
})
