import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
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
import { assignRole } from '@/lib/users/role-commands'
import { assignPermissions, createRole, deleteRole, updateRole } from './commands'
import { getRole, listRoles } from './queries'

let admin: Person
let foreign: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

describe('roles', () => {
  it('are created, read, changed and deleted', async () => {
    const created = await run(createRole, admin, {
      name: 'Auditor',
      permissions: ['VIEW_AUDIT_LOGS'],
    })
    expect(created).toMatchObject({
      name: 'Auditor',
      company: admin.company,
      permissions: ['VIEW_AUDIT_LOGS'],
      user_count: 0,
      is_system: false,
    })
    expect(await run(getRole, admin, { id: created.id })).toEqual(created)
    const changed = await run(updateRole, admin, { id: created.id, description: 'Reads the trail' })
    expect(changed).toMatchObject({ name: 'Auditor', description: 'Reads the trail' })
    await run(deleteRole, admin, { id: created.id })
    await expect(run(getRole, admin, { id: created.id })).rejects.toEqual(failsWith('not_found'))
  })

  it('leave no open grant behind, not even an expired one', async () => {
    const { id } = await run(createRole, admin, { name: 'Brief', permissions: ['VIEW_USERS'] })
    const person = await makePerson(admin.company)
    await run(assignRole, admin, { id: person.id, role_id: id })
    await systemPool().write(({ db }) =>
      db.execute(
        sql`update user_roles set expires_at = now() - interval '1 second' where role_id = ${id}::uuid`,
      ),
    )
    await run(deleteRole, admin, { id })
    const [open] = await systemPool().read(({ db }) =>
      db.execute(sql`
        select (select count(*)::int from user_roles where role_id = ${id}::uuid and revoked_at is null) as members,
          (select count(*)::int from role_permissions where role_id = ${id}::uuid and revoked_at is null) as codes`),
    )
    expect(open).toEqual({ members: 0, codes: 0 })
  })

  it('take the company a superuser names, in any form of its id, and refuse what names none', async () => {
    const { company: id } = foreign
    for (const company of [id.toUpperCase(), { id, name: 'Whole' }]) {
      const made = await run(createRole, superuser, { name: `R ${Math.random()}`, company })
      expect(made.company).toBe(id)
      const found = await run(listRoles, superuser, { company: id.toUpperCase() })
      expect(found.rows.map((row) => row.id)).toContain(made.id)
      expect(await run(getRole, foreign, { id: made.id.toUpperCase() })).toEqual(made)
    }
    for (const company of ['', 'Acme', 7, {}, [id], { id: 'x' }, admin.id]) {
      await expect(run(createRole, superuser, { name: 'Lost', company })).rejects.toMatchObject({
        kind: 'INVALID',
        details: { errors: { company: expect.anything() } },
      })
      const own = await run(createRole, admin, { name: `R ${Math.random()}`, company })
      expect(own.company).toBe(admin.company)
    }
  })

  it('stay inside their company', async () => {
    const created = await run(createRole, admin, { name: 'Inside' })
    await expect(run(getRole, foreign, { id: created.id })).rejects.toEqual(failsWith('not_found'))
    await expect(run(updateRole, foreign, { id: created.id, name: 'Stolen' })).rejects.toEqual(
      failsWith('not_found'),
    )
    const seen = await run(listRoles, superuser, { company: admin.company })
    expect(seen.rows.map(({ id }) => id)).toContain(created.id)
    const platform = await run(createRole, superuser, { name: `R ${Math.random()}` })
    const own = await run(listRoles, superuser, { company: 'platform' })
    expect(own.rows.map(({ id }) => id)).toContain(platform.id)
    expect(new Set(own.rows.map(({ company }) => company))).toEqual(new Set([null]))
    const theirs = await run(listRoles, foreign, { company: 'platform' })
    expect(new Set(theirs.rows.map(({ company }) => company))).toEqual(new Set([foreign.company]))
  })

  it('have names that are unique in the company, whatever their case', async () => {
    await run(createRole, admin, { name: 'Unique' })
    await expect(run(createRole, admin, { name: 'UNIQUE' })).rejects.toEqual(
      failsWith('roles_name_taken'),
    )
    await expect(run(createRole, foreign, { name: 'Unique' })).resolves.toBeDefined()
  })

  it('give only what their maker holds', async () => {
    const clerk = await makePerson(admin.company, {
      permissions: ['CREATE_ROLE', 'ASSIGN_PERMISSIONS', 'VIEW_USERS'],
    })
    const own = await run(createRole, clerk, { name: 'Own', permissions: ['VIEW_USERS'] })
    await expect(
      run(assignPermissions, clerk, { id: own.id, permissions: ['DELETE_USER'] }),
    ).rejects.toEqual(failsWith('forbidden'))
    await expect(
      run(assignPermissions, admin, {
        id: own.id,
        permissions: [...COMPANY_PERMISSIONS, 'CREATE_COMPANY'],
      }),
    ).rejects.toEqual(failsWith('invalid'))
    expect(await run(getRole, admin, { id: own.id })).toMatchObject({ permissions: ['VIEW_USERS'] })
  })

  it('keep in the audit trail why their permissions were changed', async () => {
    const { id } = await run(createRole, admin, { name: 'Explained', permissions: ['VIEW_USERS'] })
    const reason = 'The auditors asked for it'
    await run(assignPermissions, admin, { id, permissions: ['VIEW_ROLES'], reason })
    await run(assignPermissions, admin, { id, permissions: [] })
    expect((await entriesOf(id)).slice(1).map(({ details }) => details)).toEqual([
      'Changed the permissions of role Explained. Reason: The auditors asked for it',
      'Changed the permissions of role Explained.',
    ])
  })
})
