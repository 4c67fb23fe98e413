import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS, type Permission } from '@/lib/permissions/catalog'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { fingerprint } from '@/lib/testing/traces'
import { previewUser } from './preview-queries'
import { assignRole } from './role-commands'

let company: { id: string }
let admin: Person

beforeEach(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
})

const role = (...permissions: Permission[]) => makeRole(company.id, permissions)

async function ownRole({ id }: Person): Promise<string> {
  const [row] = await systemPool().read(({ db }) =>
    db.execute<{ role_id: string }>(
      sql`select role_id from user_roles where user_id = ${id}::uuid and revoked_at is null`,
    ),
  )
  return row!.role_id
}

describe('the preview of a user', () => {
  it('tells what several roles given and taken come to', async () => {
    const [viewer, editor] = [await role('VIEW_USERS'), await role('VIEW_USERS', 'UPDATE_USER')]
    const { id } = await makePerson(company.id)
    await run(assignRole, admin, { id, role_id: viewer })
    const before = await fingerprint(company)
    const roles = {
      add: [{ role_id: editor, expires_at: '2090-01-01T00:00:00Z' }],
      remove: [viewer],
    }
    const seen = await run(previewUser, admin, { id, roles })
    expect(seen).toMatchObject({ allowed: true, guards: [], affected: 1 })
    // It moves from one role to another, so neither is named as what it is kept by.
    expect(seen.people).toMatchObject([
      { id, may_sign_in: true, gains: ['UPDATE_USER'], loses: [], keeps: [] },
    ])
    const alone = await run(previewUser, admin, { id, roles: { add: [{ role_id: viewer }] } })
    expect(alone).toMatchObject({ allowed: true, affected: 0 })
    expect(await fingerprint(company)).toEqual(before)
  })

  it('names the guard of each step, and then changes nothing', async () => {
    const some = await makePerson(company.id, { permissions: ['ASSIGN_ROLES', 'VIEW_USERS'] })
    const { id } = await makePerson(company.id)
    const [known, beyond] = [await role('VIEW_USERS'), await role('DELETE_USER')]
    const add = [{ role_id: known }, { role_id: beyond }]
    const seen = await run(previewUser, some, { id, roles: { add } })
    expect(seen).toMatchObject({ allowed: false, affected: 0, people: [] })
    expect(seen.guards).toMatchObject([
      { code: 'forbidden', missing_permission: 'DELETE_USER', role: beyond },
    ])
  })

  it('keeps the last administrator, who may be given another role first', async () => {
    const [own, other] = [await ownRole(admin), await role(...COMPANY_PERMISSIONS)]
    const { id } = admin
    const gone = await run(previewUser, admin, { id, roles: { remove: [own] } })
    expect(gone.guards).toMatchObject([{ code: 'last_administrator', role: own }])
    const roles = { add: [{ role_id: other }], remove: [own] }
    expect(await run(previewUser, admin, { id, roles })).toMatchObject({
      allowed: true,
      affected: 0,
    })
    const superuser = await makeSuperuser()
    const retired = await run(previewUser, superuser, { id, is_active: false })
    expect(retired.guards).toMatchObject([{ code: 'last_administrator' }])
  })

  it('tells that somebody may not sign in any more, and never oneself', async () => {
    const other = await makePerson(company.id, { permissions: ['VIEW_ROLES'] })
    const empty = await makePerson(company.id)
    for (const change of [{ is_active: false }, { delete: true as const }]) {
      const seen = await run(previewUser, admin, { id: other.id, ...change })
      expect(seen.people).toMatchObject([{ may_sign_in: false, loses: ['VIEW_ROLES'], gains: [] }])
      const nothing = await run(previewUser, admin, { id: empty.id, ...change })
      expect(nothing).toMatchObject({ affected: 1, people: [{ may_sign_in: false, loses: [] }] })
      await makeAdministrator(company.id)
      const own = await run(previewUser, admin, { id: admin.id, ...change })
      expect(own.guards).toMatchObject([{ code: 'own_account' }])
    }
  })

  it('judges each step by what the steps before it have left', async () => {
    await makeAdministrator(company.id)
    const [own, viewer] = [await ownRole(admin), await role('VIEW_USERS')]
    await run(assignRole, admin, { id: admin.id, role_id: viewer })
    const roles = { remove: [own, viewer] }
    const seen = await run(previewUser, admin, { id: admin.id, roles })
    expect(seen.guards).toMatchObject([
      { code: 'forbidden', missing_permission: 'ASSIGN_ROLES', role: viewer },
    ])
  })

  it('is refused or not found as the change is', async () => {
    const { id } = await makePerson(company.id)
    const foreign = await makeAdministrator((await makeCompany()).id)
    const attempts = [
      [admin, { id, roles: { add: [{ role_id: await ownRole(foreign) }] } }, 'not_found'],
      [foreign, { id, is_active: false }, 'not_found'],
      [admin, { id, roles: { add: [], remove: [] } }, 'invalid'],
      [
        admin,
        { id, roles: { add: [{ role_id: id, expires_at: '2020-01-01T00:00:00Z' }] } },
        'invalid',
      ],
    ] as const
    for (const [actor, input, code] of attempts) {
      await expect(run(previewUser, actor, structuredClone(input) as never)).rejects.toMatchObject({
        code,
      })
    }
  })
})
