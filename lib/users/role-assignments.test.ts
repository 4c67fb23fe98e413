import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { PERMISSIONS } from '@/lib/permissions/catalog'
import { failsWith } from '@/lib/testing/expecting'
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
import { listUserPermissions } from './permission-queries'
import { getUser, listUsers } from './queries'
import { assignRole, removeRole } from './role-commands'

let company: string
let admin: Person
let foreign: Person
let superuser: Person
let role: string

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString()
const ASSIGNED = { message: 'Role assigned successfully' }

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
  role = await makeRole(company, ['VIEW_USERS'])
})

const grantsOf = (id: string) =>
  systemPool().read(({ db }) =>
    db.execute<{ open: boolean }>(
      sql`select revoked_at is null as open from user_roles where user_id = ${id}::uuid order by granted_at`,
    ),
  )
const expireRoles = (id: string) =>
  systemPool().write(({ db }) =>
    db.execute(
      sql`update user_roles set expires_at = now() - interval '1 second' where user_id = ${id}::uuid and revoked_at is null`,
    ),
  )
const versionOf = async (id: string) => {
  const rows = await systemPool().read(({ db }) =>
    db.execute<{ version: number }>(
      sql`select version from users where id = ${id}::uuid and deleted_at is null`,
    ),
  )
  return rows[0]?.version
}

describe('a role', () => {
  it('is assigned and removed, and holds from the next request', async () => {
    const { id, ...person } = await makePerson(company)
    const look = () => run(listUsers, { id, ...person }, {})
    await expect(look()).rejects.toEqual(failsWith('forbidden'))
    expect(await run(assignRole, admin, { id, role_id: role, reason: 'New job' })).toEqual(ASSIGNED)
    await expect(look()).resolves.toBeDefined()
    expect(await versionOf(id)).toBe(2)
    expect(await run(assignRole, admin, { id, role_id: role })).toEqual({
      message: 'Role already assigned',
    })
    expect(await run(removeRole, admin, { id, role_id: role })).toEqual({
      message: 'Role removed successfully',
    })
    await expect(look()).rejects.toEqual(failsWith('forbidden'))
    expect(await run(removeRole, admin, { id, role_id: role })).toEqual({
      message: 'Role not assigned to user',
    })
    expect(await versionOf(id)).toBe(3)
    const entries = (await entriesOf(id)).filter(({ action }) => action !== 'DENIED')
    const shown = [{ id: role, name: expect.any(String) }]
    expect(entries).toMatchObject([
      { action: 'ASSIGN_ROLE', changes: { roles: { before: [], after: shown } } },
      { action: 'REMOVE_ROLE', changes: { roles: { before: shown, after: [] } } },
    ])
    expect(entries[0]!.details).toContain('New job')
  })

  it('can end by itself, and its end can be moved', async () => {
    const { id } = await makePerson(company)
    const input = { id, role_id: role, expires_at: TOMORROW }
    expect(await run(assignRole, admin, input)).toEqual(ASSIGNED)
    for (const same of [input, { id, role_id: role }]) {
      expect(await run(assignRole, admin, same)).toEqual({ message: 'Role already assigned' })
    }
    expect(await run(assignRole, admin, { ...input, expires_at: null })).toEqual(ASSIGNED)
    expect(await run(assignRole, admin, input)).toEqual(ASSIGNED)
    await expireRoles(id)
    expect(await run(getUser, admin, { id })).toMatchObject({ roles: [] })
    expect(await run(removeRole, admin, { id, role_id: role })).toEqual({
      message: 'Role not assigned to user',
    })
    expect(await run(assignRole, admin, { id, role_id: role })).toEqual(ASSIGNED)
    expect((await grantsOf(id)).map(({ open }) => open)).toEqual([false, false, false, true])
    expect(await entriesOf(id)).toHaveLength(4)
    for (const expires_at of ['2020-01-01T00:00:00Z', '0000-01-01T00:00:00Z', 'soon']) {
      await expect(run(assignRole, admin, { ...input, expires_at })).rejects.toMatchObject({
        kind: 'INVALID',
        details: { errors: { expires_at: expect.anything() } },
      })
    }
  })

  it('and its user must be of the own company', async () => {
    const { id } = await makePerson(company)
    const foreignRole = await makeRole(foreign.company, ['VIEW_USERS'])
    for (const operation of [assignRole, removeRole]) {
      const refused = [
        run(operation, foreign, { id, role_id: role }),
        run(operation, foreign, { id, role_id: foreignRole }),
        run(operation, admin, { id, role_id: foreignRole }),
        run(operation, superuser, { id, role_id: foreignRole }),
      ]
      for (const attempt of await Promise.allSettled(refused)) {
        expect(attempt).toMatchObject({ status: 'rejected', reason: { kind: 'NOT_FOUND' } })
      }
    }
    expect(await run(assignRole, superuser, { id, role_id: role })).toEqual(ASSIGNED)
  })

  it('is given by whoever holds all of it, and taken from nobody who holds more', async () => {
    const clerk = await makePerson(company, { permissions: ['ASSIGN_ROLES', 'VIEW_USERS'] })
    const strong = await makeRole(company, ['VIEW_USERS', 'DELETE_USER'])
    const { id } = await makePerson(company)
    const forbidden = failsWith('forbidden')
    await expect(run(assignRole, clerk, { id, role_id: strong })).rejects.toEqual(forbidden)
    await expect(run(assignRole, clerk, { id: clerk.id, role_id: strong })).rejects.toEqual(
      forbidden,
    )
    expect(await run(assignRole, clerk, { id, role_id: role })).toEqual(ASSIGNED)
    await run(assignRole, admin, { id, role_id: strong })
    await expect(run(removeRole, clerk, { id, role_id: role })).rejects.toEqual(forbidden)
    await expect(
      run(assignRole, clerk, { id, role_id: role, expires_at: TOMORROW }),
    ).rejects.toEqual(forbidden)
    expect((await run(getUser, admin, { id })).roles).toHaveLength(2)
  })

  it('shows with its grantor and dates where a permission comes from', async () => {
    const { id } = await makePerson(company, { permissions: ['VIEW_ROLES'] })
    await run(assignRole, admin, { id, role_id: role, expires_at: TOMORROW, reason: 'Holiday' })
    const { rows } = await run(listUserPermissions, admin, { id })
    expect(rows.map(({ permission }) => permission)).toEqual(['VIEW_USERS', 'VIEW_ROLES'])
    expect(rows[0]).toMatchObject({
      description: 'See users',
      sources: [
        {
          kind: 'role',
          role: { id: role },
          granted_by: { id: admin.id },
          expires_at: TOMORROW,
          reason: 'Holiday',
        },
      ],
    })
    expect(rows[1]!.sources).toMatchObject([{ granted_by: null, expires_at: null }])
    await expect(run(listUserPermissions, foreign, { id })).rejects.toEqual(failsWith('not_found'))
    const all = await run(listUserPermissions, superuser, { id: superuser.id })
    expect(all.rows.map(({ permission }) => permission)).toEqual(PERMISSIONS)
    expect(all.rows[0]!.sources).toMatchObject([{ kind: 'superuser', role: null }])
  })
})
