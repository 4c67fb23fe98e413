import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS, type Permission } from '@/lib/permissions/catalog'
import { failsWith, inHours } from '@/lib/testing/expecting'
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
import { listUserRoles } from '@/lib/users/role-queries'
import { deleteRole } from './commands'
import { previewRole } from './preview-queries'
import { getRole } from './queries'

let company: string
let admin: Person
let old: string
let other: string

beforeEach(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  old = await makeRole(company, ['VIEW_USERS', 'VIEW_ROLES'])
  other = await makeRole(company, ['VIEW_USERS'])
})

const give = (id: string, role_id: string, expires_at?: string, reason?: string) =>
  run(assignRole, admin, { id, role_id, expires_at, reason })
const rolesOf = async ({ id }: { id: string }) =>
  (await run(listUserRoles, admin, { id })).rows.map(({ role, expires_at }) => [
    role.id,
    expires_at,
  ])
const announced = () =>
  systemPool().read(async ({ db }) => {
    const rows = await db.execute<{ user_id: string }>(
      sql`select user_id from outbox where company_id = ${company}::uuid and event = 'permissionUpdate'`,
    )
    return rows.map(({ user_id }) => user_id)
  })
const exactly = (...codes: Permission[]) => makePerson(company, { permissions: codes })

describe('deleting a role that people have', () => {
  it('gives them another one for as long as the first would have lasted', async () => {
    const people = [await makePerson(company), await makePerson(company), await makePerson(company)]
    const [soon, late] = [inHours(2), inHours(50)]
    await give(people[0]!.id, old)
    await give(people[1]!.id, old, soon, 'Stands in')
    await give(people[2]!.id, old, late)
    await give(people[2]!.id, other, soon)
    await run(deleteRole, admin, { id: old, reassign_to: other })
    expect(await Promise.all(people.map(rolesOf))).toEqual([
      [[other, null]],
      [[other, soon]],
      [[other, late]],
    ])
    const { rows } = await run(listUserRoles, admin, { id: people[1]!.id })
    expect(rows[0]).toMatchObject({ reason: 'Stands in', granted_by: { id: admin.id } })
    await expect(run(getRole, admin, { id: old })).rejects.toEqual(failsWith('not_found'))
  })

  it('changes also the role that they get, for lists of what is new', async () => {
    await give((await makePerson(company)).id, old)
    const before = await run(getRole, admin, { id: other })
    await run(deleteRole, admin, { id: old, reassign_to: other })
    const after = await run(getRole, admin, { id: other })
    expect(Date.parse(after.updated_at)).toBeGreaterThan(Date.parse(before.updated_at))
  })

  it('leaves a longer assignment of the other role as it is', async () => {
    const person = await makePerson(company)
    await give(person.id, other)
    await give(person.id, old, inHours(2))
    await run(deleteRole, admin, { id: old, reassign_to: other })
    expect(await rolesOf(person)).toEqual([[other, null]])
    const entry = (await entriesOf(person.id)).at(-1)!
    expect(entry.action).toBe('REMOVE_ROLE')
    const { before, after } = entry.changes.roles as Record<string, { id: string }[]>
    expect(before!.map(({ id }) => id).sort()).toEqual([old, other].sort())
    expect(after!.map(({ id }) => id)).toEqual([other])
  })

  it('leaves an entry of each person and one of the role, and tells whom it affects', async () => {
    const [loses, keeps] = [await makePerson(company), await makePerson(company)]
    await give(loses.id, old)
    await give(keeps.id, old)
    await give(keeps.id, await makeRole(company, ['VIEW_USERS', 'VIEW_ROLES']))
    const before = (await announced()).length
    const seen = await run(previewRole, admin, { id: old, delete: true, reassign_to: other })
    expect(seen).toMatchObject({ allowed: true, affected: 1, unchanged: { people: 1 } })
    expect(seen.people![0]).toMatchObject({ id: loses.id, gains: [], loses: ['VIEW_ROLES'] })
    await run(deleteRole, admin, { id: old, reassign_to: other })
    expect((await announced()).slice(before)).toEqual([loses.id])
    for (const { id } of [loses, keeps]) {
      const entry = (await entriesOf(id)).at(-1)!
      expect(entry).toMatchObject({ resourceType: 'User', action: 'ASSIGN_ROLE' })
      expect(entry.details).toMatch(/^Assigned role .* instead of /)
      const { before, after } = entry.changes.roles as Record<string, { id: string }[]>
      expect(before!.some((role) => role.id === old)).toBe(true)
      expect(before!.some((role) => role.id === other)).toBe(false)
      expect(after!.map((role) => role.id)).toContain(other)
      expect(after!.map((role) => role.id)).not.toContain(old)
    }
    expect((await entriesOf(old)).at(-1)).toMatchObject({ resourceType: 'Role', action: 'DELETE' })
  })

  it('takes it from them where nothing is given instead', async () => {
    const person = await makePerson(company)
    await give(person.id, old)
    await expect(run(deleteRole, admin, { id: old })).rejects.toEqual(failsWith('role_in_use'))
    await run(deleteRole, admin, { id: old, reassign_to: null })
    expect(await rolesOf(person)).toEqual([])
    expect((await entriesOf(person.id)).at(-1)).toMatchObject({ action: 'REMOVE_ROLE' })
  })
})

describe('deleting a role that people have is refused', () => {
  const drop = (actor: Person, reassign_to: string | null, id = old) =>
    run(deleteRole, actor, { id, reassign_to })
  const without = (...codes: Permission[]) =>
    exactly(...COMPANY_PERMISSIONS.filter((code) => !codes.includes(code)))

  it('to whoever may not assign roles, unless nobody has it', async () => {
    const actor = await without('ASSIGN_ROLES')
    const unused = await makeRole(company, ['VIEW_USERS'])
    await drop(actor, other, unused)
    await give((await makePerson(company)).id, old)
    await expect(drop(actor, null)).rejects.toMatchObject({
      details: { missingPermission: 'ASSIGN_ROLES' },
    })
  })

  it('to whoever lacks what the other role gives, or may not manage one of the people', async () => {
    const actor = await without('DELETE_USER')
    const person = await makePerson(company)
    await give(person.id, old)
    const mighty = await makeRole(company, ['DELETE_USER'])
    const lacksIt = { kind: 'FORBIDDEN', details: { missingPermission: 'DELETE_USER' } }
    await expect(drop(actor, mighty)).rejects.toMatchObject(lacksIt)
    await give(person.id, mighty)
    await expect(drop(actor, other)).rejects.toMatchObject(lacksIt)
    expect(await rolesOf(person)).toHaveLength(2)
  })

  it('where it would prolong the own rights or outlast them', async () => {
    await give(admin.id, old)
    const actor = await without()
    await give(actor.id, old)
    await give(actor.id, other, inHours(2))
    await expect(drop(actor, other)).rejects.toEqual(failsWith('own_grant'))
    const temporary = await exactly('DELETE_ROLE', 'ASSIGN_ROLES', 'VIEW_ROLES')
    const [brief, given] = [
      await makeRole(company, ['VIEW_USERS']),
      await makeRole(company, ['VIEW_ROLES']),
    ]
    await give(temporary.id, brief, inHours(2))
    await give((await makePerson(company)).id, given)
    await expect(drop(temporary, brief, given)).rejects.toMatchObject({ kind: 'FORBIDDEN' })
  })

  it('where it would leave the company without an administrator', async () => {
    const { id: elsewhere } = await makeCompany()
    const boss = await makeAdministrator(elsewhere)
    const { rows } = await run(listUserRoles, boss, { id: boss.id })
    const role = rows[0]!.role.id
    for (const target of [null, await makeRole(elsewhere, ['VIEW_USERS'])]) {
      await expect(drop(boss, target, role)).rejects.toEqual(failsWith('last_administrator'))
    }
    await drop(boss, await makeRole(elsewhere, COMPANY_PERMISSIONS), role)
  })

  it('for a role of another company, of nobody, or itself', async () => {
    const foreign = await makeRole((await makeCompany()).id, ['VIEW_USERS'])
    await give((await makePerson(company)).id, old)
    const superuser = await makeSuperuser()
    for (const target of [foreign, company, old]) {
      for (const actor of [admin, superuser]) {
        await expect(drop(actor, target)).rejects.toMatchObject({
          kind: 'INVALID',
          details: { errors: { reassign_to: [expect.any(String)] } },
        })
      }
    }
  })
})
