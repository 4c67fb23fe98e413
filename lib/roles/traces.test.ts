import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { assignRole } from '@/lib/users/role-commands'
import { createRole, updateRole } from './commands'
import { traceRoles } from './trace-queries'

let company: string
let admin: Person
let id: string

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  id = (await run(createRole, admin, { name: 'Traced', permissions: ['VIEW_USERS'] })).id
})

describe('the traces of a role', () => {
  it('name some of its people, the newest first, and who changed it last', async () => {
    const people: Person[] = []
    for (const _ of [1, 2, 3, 4]) {
      const person = await makePerson(company)
      await run(assignRole, admin, { id: person.id, role_id: id })
      people.push(person)
    }
    const editor = await makePerson(company, { permissions: ['UPDATE_ROLE', 'VIEW_ROLES'] })
    await run(updateRole, editor, { id, description: 'Better' })
    const [found] = await run(traceRoles, admin, { ids: [id] })
    const newest = people
      .slice(1)
      .map((person) => person.id)
      .reverse()
    expect(found!.people!.map((person) => person.id)).toEqual(newest)
    expect(found!.changed_by).toBe(editor.email.split('@')[0])
  })

  it('are told to nobody who may not see people or read the trail', async () => {
    const reader = await makePerson(company, { permissions: ['VIEW_ROLES'] })
    expect(await run(traceRoles, reader, { ids: [id] })).toMatchObject([
      { id, company: { id: company }, people: null, changed_by: null },
    ])
  })

  it('stay inside their company', async () => {
    const foreign = await makeRole((await makeCompany()).id, ['VIEW_USERS'])
    expect(await run(traceRoles, admin, { ids: [foreign] })).toEqual([])
  })
})
