import { beforeAll, describe, expect, it } from 'vitest'
import { COMPANY_PERMISSIONS, PERMISSIONS, type Permission } from '@/lib/permissions/catalog'
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
import { previewUser } from './preview-queries'
import { assignRole } from './role-commands'

let company: string
let admin: Person
let roles: Record<'small' | 'large' | 'trail', string>

async function explain(caller: Person, id: string) {
  const { rows } = await run(listUserPermissions, caller, { id, explain: '1' })
  return (code: Permission) => rows.find(({ permission }) => permission === code)!
}

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  roles = {
    small: await makeRole(company, ['VIEW_ROLES', 'VIEW_USERS']),
    large: await makeRole(company, ['VIEW_ROLES', 'UPDATE_ROLE', 'DELETE_ROLE']),
    trail: await makeRole(company, ['VIEW_AUDIT_LOGS']),
  }
})

describe('why somebody may do something', () => {
  it('is told with who gave it, until when, why, and the entry of the trail', async () => {
    const { id } = await makePerson(company, { permissions: ['VIEW_COMPANIES'] })
    const expires_at = new Date(Date.now() + 3_600_000).toISOString()
    await run(assignRole, admin, { id, role_id: roles.trail, expires_at, reason: 'Audit week' })
    const [entry] = await entriesOf(id)
    const why = await explain(admin, id)
    expect(why('VIEW_AUDIT_LOGS')).not.toHaveProperty('nearest')
    expect(why('VIEW_AUDIT_LOGS').sources).toMatchObject([
      {
        kind: 'role',
        role: { id: roles.trail },
        granted_by: { id: admin.id },
        expires_at,
        reason: 'Audit week',
        audit_entry: entry!.id,
      },
    ])
    expect(why('VIEW_COMPANIES').sources).toMatchObject([{ granted_by: null, audit_entry: null }])
  })

  it('tells a superuser by one path', async () => {
    const superuser = await makeSuperuser()
    const why = await explain(superuser, superuser.id)
    for (const code of PERMISSIONS) {
      expect(why(code).sources).toMatchObject([{ kind: 'superuser', audit_entry: null }])
    }
  })
})

describe('why somebody may not do something', () => {
  it('names the roles that would give it, those first that add the least', async () => {
    const { id } = await makePerson(company)
    const holder = await makePerson(company)
    for (const person of [id, holder.id]) {
      await run(assignRole, admin, { id: person, role_id: roles.trail })
    }
    const { nearest, sources } = (await explain(admin, id))('VIEW_ROLES')
    expect(sources).toEqual([])
    expect(nearest!.slice(0, 2)).toMatchObject([
      { role: { id: roles.small }, user_count: 0, adds: ['VIEW_USERS'], may_assign: true },
      { role: { id: roles.large }, adds: ['DELETE_ROLE', 'UPDATE_ROLE'], may_assign: true },
    ])
    const lacking = (await explain(admin, (await makePerson(company)).id))('VIEW_AUDIT_LOGS')
    expect(lacking.nearest![0]).toMatchObject({ role: { id: roles.trail }, adds: [] })
    expect(lacking.nearest![0]!.user_count).toBeGreaterThanOrEqual(2)
    expect((await explain(admin, id))('CREATE_COMPANY').nearest).toEqual([])
  })

  it('says of a role that the caller may assign it exactly when a preview of it is allowed', async () => {
    const some = await makePerson(company, {
      permissions: ['VIEW_USERS', 'VIEW_ROLES', 'ASSIGN_ROLES'],
    })
    await run(assignRole, admin, {
      id: some.id,
      role_id: roles.trail,
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    })
    const [{ id }, seen] = [await makePerson(company), new Set<boolean>()]
    for (const caller of [admin, some]) {
      const why = await explain(caller, id)
      for (const code of COMPANY_PERMISSIONS) {
        for (const { role, may_assign } of why(code).nearest!) {
          const add = [{ role_id: role.id }]
          const { allowed } = await run(previewUser, caller, { id, roles: { add } })
          expect(may_assign, `${role.name} for ${code}`).toBe(allowed)
          seen.add(may_assign)
        }
      }
    }
    expect(seen).toEqual(new Set([true, false]))
  })

  it('tells nobody more than they see elsewhere', async () => {
    const some = await makePerson(company, { permissions: ['VIEW_USERS'] })
    const { id } = await makePerson(company)
    await run(assignRole, admin, { id, role_id: roles.trail })
    const why = await explain(some, id)
    expect(why('VIEW_USERS').nearest).toBeNull()
    expect(why('VIEW_AUDIT_LOGS').sources).toMatchObject([{ audit_entry: null }])
    const foreign = await makeAdministrator((await makeCompany()).id)
    await expect(explain(foreign, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is not told unasked', async () => {
    const { id } = await makePerson(company, { permissions: ['VIEW_COMPANIES'] })
    const { rows } = await run(listUserPermissions, admin, { id })
    expect(rows.map(({ permission }) => permission)).toEqual(['VIEW_COMPANIES'])
    expect(Object.keys(rows[0]!)).toEqual(['permission', 'description', 'sources'])
    expect(Object.keys(rows[0]!.sources[0]!)).toEqual([
      'role',
      'granted_at',
      'expires_at',
      'reason',
      'kind',
      'granted_by',
    ])
  })
})
