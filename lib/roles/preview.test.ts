import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import type { Permission } from '@/lib/permissions/catalog'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { assignRole } from '@/lib/users/role-commands'
import { createRole } from './commands'
import { previewRole } from './preview-queries'

let company: { id: string }
let admin: Person

beforeEach(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
})

/** Somebody with these roles. */
async function withRoles(...roles: string[]): Promise<Person> {
  const person = await makePerson(company.id)
  for (const role_id of roles) await run(assignRole, admin, { id: person.id, role_id })
  return person
}

const role = (...permissions: Permission[]) => makeRole(company.id, permissions)

describe('the preview of a role', () => {
  it('tells who gains and loses what in the end, and who has it already by which role', async () => {
    const [changing, auditor] = [await role('VIEW_USERS'), await role('VIEW_AUDIT_LOGS')]
    const plain = await withRoles(changing)
    const both = await withRoles(changing, auditor)
    const permissions = ['VIEW_AUDIT_LOGS', 'VIEW_ROLES']
    const seen = await run(previewRole, admin, { id: changing, permissions })
    expect(seen).toMatchObject({ allowed: true, guards: [], affected: 2, online: null })
    const of = ({ id }: Person) => seen.people!.find((person) => person.id === id)
    expect(of(plain)).toMatchObject({
      gains: ['VIEW_ROLES', 'VIEW_AUDIT_LOGS'].sort(),
      loses: ['VIEW_USERS'],
      keeps: [],
    })
    expect(of(both)).toMatchObject({
      gains: ['VIEW_ROLES'],
      loses: ['VIEW_USERS'],
      keeps: [{ permission: 'VIEW_AUDIT_LOGS', through: [{ id: auditor }] }],
    })
    expect(seen.permissions).toEqual([
      { permission: 'VIEW_USERS', gained_by: 0, lost_by: 2 },
      { permission: 'VIEW_ROLES', gained_by: 2, lost_by: 0 },
      { permission: 'VIEW_AUDIT_LOGS', gained_by: 1, lost_by: 0 },
    ])
  })

  it('counts whom it does not change, by the roles they hold it through', async () => {
    const [changing, auditor] = [await role('VIEW_USERS'), await role('VIEW_AUDIT_LOGS')]
    await withRoles(changing, auditor)
    await withRoles(changing, auditor)
    const permissions = ['VIEW_AUDIT_LOGS', 'VIEW_USERS']
    const seen = await run(previewRole, admin, { id: changing, permissions })
    expect(seen).toMatchObject({
      affected: 0,
      permissions: [],
      unchanged: { people: 2, through: [{ role: { id: auditor }, people: 2 }] },
    })
  })

  it('tells the guards that the change would break, as part of the answer', async () => {
    const used = await role('VIEW_USERS')
    await withRoles(used)
    const inUse = await run(previewRole, admin, { id: used, delete: true })
    expect(inUse).toMatchObject({ allowed: false, affected: 0, people: [] })
    expect(inUse.guards).toMatchObject([{ code: 'role_in_use', missing_permission: null }])
    expect(inUse.guards[0]!.message).toContain('assigned to 1 people')
    const some = await makePerson(company.id, { permissions: ['ASSIGN_PERMISSIONS'] })
    const lacking = await run(previewRole, some, { id: used, permissions: ['DELETE_USER'] })
    expect(lacking.guards).toMatchObject([{ code: 'forbidden', missing_permission: 'DELETE_USER' }])
    expect(
      await run(previewRole, admin, { id: await role('VIEW_ROLES'), delete: true }),
    ).toMatchObject({
      allowed: true,
      affected: 0,
    })
  })

  it('is refused as the change is, and only that is on record', async () => {
    const id = await role('VIEW_USERS')
    const some = await makePerson(company.id, { permissions: ['VIEW_USERS', 'VIEW_ROLES'] })
    for (const [input, code] of [
      [{ permissions: [] }, 'ASSIGN_PERMISSIONS'],
      [{ delete: true as const }, 'DELETE_ROLE'],
    ] as const) {
      await expect(
        run(previewRole, some, { id, ...input, permissions: input.permissions && [] }),
      ).rejects.toMatchObject({ kind: 'FORBIDDEN', details: { missingPermission: code } })
    }
    expect((await entriesOf(id)).map(({ action }) => action)).toEqual(['DENIED', 'DENIED'])
    await expect(run(previewRole, admin, { id })).rejects.toMatchObject({ kind: 'INVALID' })
    const platform = { id, permissions: ['CREATE_COMPANY'] }
    await expect(run(previewRole, admin, platform)).rejects.toMatchObject({ kind: 'INVALID' })
  })

  it('names nobody to whoever may not see users', async () => {
    const id = await role('VIEW_USERS')
    await withRoles(id)
    const some = await makePerson(company.id, { permissions: ['ASSIGN_PERMISSIONS', 'VIEW_USERS'] })
    const blind = await makePerson(company.id, {
      permissions: ['ASSIGN_PERMISSIONS', 'VIEW_ROLES'],
    })
    const seeing = await run(previewRole, some, { id, permissions: [] })
    expect(seeing).toMatchObject({ affected: 1, people: [{}] })
    const add = { id: await role('VIEW_ROLES'), permissions: [] }
    await withRoles(add.id)
    expect(await run(previewRole, blind, add)).toMatchObject({
      affected: 1,
      people: null,
      online: null,
      unchanged: { through: null },
    })
  })

  it('knows system roles, and a superuser everywhere', async () => {
    const superuser = await makeSuperuser()
    const { id } = await run(createRole, superuser, { name: uuidv7(), company: company.id })
    const person = await withRoles(id)
    const seen = await run(previewRole, superuser, { id, permissions: ['VIEW_ROLES'] })
    expect(seen.people).toMatchObject([{ id: person.id, gains: ['VIEW_ROLES'] }])
    await systemPool().write(({ db }) =>
      db.execute(`update roles set is_system = true where id = '${id}'`),
    )
    const refused = await run(previewRole, admin, { id, permissions: [] })
    expect(refused.guards).toMatchObject([{ code: 'system_role', role: null }])
  })
})
