import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '@/lib/core/context'
import { requestPool, systemPool } from '@/lib/core/database'
import { failsWith } from '@/lib/testing/expecting'
import { makeCompany, makePerson, type Person, run } from '@/lib/testing/sandbox'
import { keepingAdministrator } from './administrators'
import { COMPANY_PERMISSIONS, PERMISSIONS, type Permission } from './catalog'
import { createPermissions } from './create'
import { assertGrantable, assertManageable, effectiveCodes } from './granting'
import { getPermission, listPermissions } from './queries'

describe('the catalogue', () => {
  let reader: Person

  beforeAll(async () => {
    const company = await makeCompany()
    reader = await makePerson(company.id, { permissions: ['VIEW_PERMISSIONS'] })
  })

  it('is one page, in its own order', async () => {
    const { rows, total } = await run(listPermissions, reader, {})
    expect(rows.map(({ name }) => name)).toEqual(PERMISSIONS)
    expect(total).toBe(16)
  })

  it('can be searched by code and by sentence', async () => {
    const found = async (search: string) =>
      (await run(listPermissions, reader, { search })).rows.map(({ name }) => name)
    expect(await found('audit')).toEqual(['VIEW_AUDIT_LOGS'])
    expect(await found('give')).toEqual(['ASSIGN_PERMISSIONS', 'ASSIGN_ROLES'])
    expect(await found('%')).toEqual([])
  })

  it('shows one permission by its id', async () => {
    const [first] = (await run(listPermissions, reader, { ordering: '-name' })).rows
    expect(first!.name).toBe('VIEW_USERS')
    expect(await run(getPermission, reader, { id: first!.id })).toEqual(first)
    await expect(run(getPermission, reader, { id: reader.id })).rejects.toEqual(
      failsWith('not_found'),
    )
  })

  it('is written once', async () => {
    expect(await createPermissions()).toMatchObject({
      created: [],
      existed: expect.arrayContaining([...PERMISSIONS]),
    })
  })
})

describe('granting', () => {
  // Safe because the rules read nothing else of a principal.
  const actor = (permissions: readonly Permission[], is_superuser = false) =>
    ({ user_id: 'me', permissions, is_superuser }) as unknown as Principal
  const person = (permissions: readonly Permission[], is_superuser = false) => ({
    id: 'them',
    permissions,
    is_superuser,
  })

  it('is limited to codes that the giver holds', () => {
    const clerk = actor(['VIEW_USERS', 'ASSIGN_ROLES'])
    expect(() => assertGrantable(clerk, [])).not.toThrow()
    expect(() => assertGrantable(clerk, ['VIEW_USERS'])).not.toThrow()
    expect(() => assertGrantable(clerk, ['VIEW_USERS', 'DELETE_USER'])).toThrow(
      expect.objectContaining({
        kind: 'FORBIDDEN',
        details: { missingPermission: 'DELETE_USER' },
      }),
    )
  })

  it('never reaches somebody who may do more', () => {
    const clerk = actor(['VIEW_USERS', 'UPDATE_USER'])
    expect(() => assertManageable(clerk, person(['VIEW_USERS']))).not.toThrow()
    expect(() => assertManageable(clerk, person([]))).not.toThrow()
    expect(() => assertManageable(clerk, person(['DELETE_ROLE']))).toThrow(
      expect.objectContaining({ details: { missingPermission: 'DELETE_ROLE' } }),
    )
    expect(() => assertManageable(clerk, { ...person(['DELETE_ROLE']), id: 'me' })).not.toThrow()
  })

  it('leaves superusers to superusers', () => {
    expect(() => assertManageable(actor(PERMISSIONS), person([], true))).toThrow(
      expect.objectContaining({ details: { missingPermission: 'superuser' } }),
    )
    expect(() => assertManageable(actor(PERMISSIONS, true), person([], true))).not.toThrow()
  })
})

describe('the last administrator', () => {
  const revokeAll = (person: Person) => sql`
    update user_roles set revoked_at = now() where company_id = ${person.company}::uuid
    and user_id = ${person.id}::uuid and revoked_at is null`

  const without = (person: Person) =>
    systemPool().write(({ db }) =>
      keepingAdministrator({ db, recheck: async () => {} }, person.company, () =>
        db.execute(revokeAll(person)),
      ),
    )

  it('stays, and one of two can go', async () => {
    const { id } = await makeCompany()
    const first = await makePerson(id, { permissions: COMPANY_PERMISSIONS })
    const second = await makePerson(id, { permissions: ['ASSIGN_ROLES', 'ASSIGN_PERMISSIONS'] })
    await without(first)
    await expect(without(second)).rejects.toEqual(failsWith('last_administrator'))
    const held = await systemPool().read(({ db }) => effectiveCodes(db, id, second.id))
    expect(held.sort()).toEqual(['ASSIGN_PERMISSIONS', 'ASSIGN_ROLES'])
  })

  it('must hold both codes, and without an end date', async () => {
    const { id } = await makeCompany()
    const boss = await makePerson(id, { permissions: COMPANY_PERMISSIONS })
    await makePerson(id, { permissions: ['ASSIGN_ROLES'] })
    await makePerson(id, { permissions: ['ASSIGN_PERMISSIONS'] })
    const deputy = await makePerson(id, { permissions: COMPANY_PERMISSIONS })
    await systemPool().write(({ db }) =>
      db.execute(sql`update user_roles set expires_at = now() + interval '1 day'
        where company_id = ${id}::uuid and user_id = ${deputy.id}::uuid`),
    )
    await expect(without(boss)).rejects.toEqual(failsWith('last_administrator'))
  })

  it('is not asked for where there never was one', async () => {
    const { id } = await makeCompany()
    const clerk = await makePerson(id, { permissions: ['VIEW_USERS'] })
    await expect(without(clerk)).resolves.toBeDefined()
  })

  it('wins when two administrators demote each other at once', async () => {
    const { id } = await makeCompany()
    const pair = await Promise.all([
      makePerson(id, { permissions: COMPANY_PERMISSIONS }),
      makePerson(id, { permissions: COMPANY_PERMISSIONS }),
    ])
    const outcomes = await Promise.allSettled(pair.map(without))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('the catalogue in the database', () => {
  it('cannot be written by those who answer requests', async () => {
    await expect(
      requestPool().write(({ db }) => db.execute(sql`delete from permissions`)),
    ).rejects.toThrow()
  })
})
