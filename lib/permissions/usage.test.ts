import { eq, inArray } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { users } from '@/db/schema'
import { listGrantors } from '@/lib/authz/grantor-queries'
import { systemPool } from '@/lib/core/database'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { assignRole } from '@/lib/users/role-commands'
import type { Permission } from './catalog'
import { listPermissionHolders } from './holder-queries'
import { listPermissions } from './queries'
import { listPermissionUsage } from './usage-queries'

let company: string
let admin: Person
let auditor: Person
let gone: Person
let superuser: Person
let role: string

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  auditor = await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS', 'VIEW_PERMISSIONS'] })
  gone = await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS', 'ASSIGN_ROLES'] })
  const invited = await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS'] })
  superuser = await makeSuperuser()
  role = await makeRole(company, ['VIEW_AUDIT_LOGS'])
  await run(assignRole, admin, { id: auditor.id, role_id: role })
  await systemPool().write(async ({ db }) => {
    await db
      .update(users)
      .set({ isActive: false })
      .where(inArray(users.id, [gone.id]))
    await db.update(users).set({ isInvited: true }).where(eq(users.id, invited.id))
  })
})

const idOf = async (code: Permission) =>
  (await run(listPermissions, admin, {})).rows.find(({ name }) => name === code)!.id

describe('the usage of permissions', () => {
  const usageOf = async (person: Person, code: Permission, input = {}) =>
    (await run(listPermissionUsage, person, input)).rows.find((row) => row.permission === code)!

  it('counts each person once, and nobody who cannot sign in', async () => {
    const usage = await usageOf(admin, 'VIEW_AUDIT_LOGS')
    expect(usage.people).toBe(2)
    expect(usage.roles).toHaveLength(5)
    expect(usage.roles).toContainEqual({ id: role, name: `Role ${role}` })
    expect(await usageOf(admin, 'CREATE_COMPANY')).toMatchObject({ roles: [], people: 0 })
  })

  it('names roles only to those who may see roles', async () => {
    expect(await usageOf(auditor, 'VIEW_AUDIT_LOGS')).toMatchObject({ roles: null, people: 2 })
  })

  it('tells a superuser of the company they ask for, and others of none but their own', async () => {
    expect((await usageOf(superuser, 'VIEW_AUDIT_LOGS', { company })).people).toBe(2)
    expect((await usageOf(superuser, 'CREATE_COMPANY')).people).toBeGreaterThan(0)
    const stranger = await makeAdministrator((await makeCompany()).id)
    expect((await usageOf(stranger, 'VIEW_AUDIT_LOGS', { company })).people).toBe(1)
  })
})

describe('the holders of a permission', () => {
  it('are named with the roles that give it', async () => {
    const id = await idOf('VIEW_AUDIT_LOGS')
    const { rows, total } = await run(listPermissionHolders, admin, { id })
    expect(total).toBe(2)
    const found = rows.find((row) => row.id === auditor.id)!
    expect(found.through).toHaveLength(2)
    expect(found.through).toContainEqual({ id: role, name: `Role ${role}` })
    const first = await run(listPermissionHolders, admin, { id, page_size: 1 })
    expect(first).toMatchObject({ total: 2, rows: [{ id: rows[0]!.id }] })
  })

  it('are those of the own company, except for a superuser', async () => {
    const id = await idOf('VIEW_AUDIT_LOGS')
    const stranger = await makeAdministrator((await makeCompany()).id)
    const seen = await run(listPermissionHolders, stranger, { id, company })
    expect(seen.rows.map((row) => row.id)).toEqual([stranger.id])
    expect((await run(listPermissionHolders, superuser, { id, company })).total).toBe(2)
    const { rows } = await run(listPermissionHolders, superuser, { id, page_size: 200 })
    expect(rows).toContainEqual(
      expect.objectContaining({ id: superuser.id, is_superuser: true, through: [] }),
    )
  })
})

describe('those who can give a permission', () => {
  it('hold it, may assign roles and can sign in', async () => {
    const grantors = (permission?: Permission) => run(listGrantors, auditor, { permission })
    expect(await grantors('VIEW_AUDIT_LOGS')).toEqual([
      { id: admin.id, name: expect.stringMatching(/^user-/) },
    ])
    const helper = await makePerson(company, { permissions: ['ASSIGN_ROLES', 'VIEW_PERMISSIONS'] })
    expect((await grantors('VIEW_PERMISSIONS')).map(({ id }) => id).sort()).toEqual(
      [admin.id, helper.id].sort(),
    )
    expect(await grantors('CREATE_COMPANY')).toEqual([])
    expect((await grantors()).map(({ id }) => id)).toEqual([admin.id])
  })
})
