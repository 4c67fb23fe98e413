import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { deleteCompany, updateCompany } from '@/lib/companies/commands'
import { systemPool } from '@/lib/core/database'
import { assignPermissions, deleteRole, updateRole } from '@/lib/roles/commands'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { deleteUser, updateUser } from '@/lib/users/commands'
import { assignCompany } from '@/lib/users/company-commands'
import { assignRole, removeRole } from '@/lib/users/role-commands'

let company: string
let admin: Person
let superuser: Person

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  superuser = await makeSuperuser()
})

const eventsOf = async ({ id }: Pick<Person, 'id'>) => {
  const rows = await systemPool().read(({ db }) =>
    db.execute<{ event: string; payload: { version?: number } }>(
      sql`select event, payload from outbox where user_id = ${id}::uuid order by id`,
    ),
  )
  return rows.map(({ event, payload }) => [event, payload.version])
}

/** The events that `act` causes, for each of these people. */
async function caused(people: Person[], act: () => Promise<unknown>) {
  const before = await Promise.all(people.map(eventsOf))
  await act()
  const after = await Promise.all(people.map(eventsOf))
  return after.map((events, index) => events.slice(before[index]!.length))
}

const give = (person: Person, role_id: string, expires_at?: string) =>
  run(assignRole, admin, { id: person.id, role_id, expires_at })
const take = (person: Person, role_id: string) => run(removeRole, admin, { id: person.id, role_id })
const update = (version: number) => ['permissionUpdate', version]
const REVOKED = ['session.revoked', undefined]

describe('an event goes to everybody whose effective permissions change, and to nobody else', () => {
  it('when a role is assigned and removed', async () => {
    const [bob, ann] = [await makePerson(company), await makePerson(company)]
    const role = await makeRole(company, ['VIEW_USERS'])
    expect(await caused([bob, ann], () => give(bob, role))).toEqual([[update(2)], []])
    expect(await caused([bob], () => give(bob, role)), 'it has the role already').toEqual([[]])
    expect(await caused([bob, ann], () => take(bob, role))).toEqual([[update(3)], []])
    expect(await caused([bob], () => take(bob, role)), 'it has no such role').toEqual([[]])
  })

  it('but not when the person holds the same by another role', async () => {
    const bob = await makePerson(company)
    const [one, other] = [
      await makeRole(company, ['VIEW_USERS', 'VIEW_ROLES']),
      await makeRole(company, ['VIEW_ROLES']),
    ]
    await give(bob, one)
    expect(await caused([bob], () => give(bob, other))).toEqual([[]])
    expect(await caused([bob], () => take(bob, other))).toEqual([[]])
    await give(bob, other)
    expect(await caused([bob], () => take(bob, one))).toEqual([[update(3)]])
  })

  it('when the permissions of a role change', async () => {
    const [bob, ann, eve] = [
      await makePerson(company),
      await makePerson(company),
      await makePerson(company),
    ]
    const role = await makeRole(company, ['VIEW_USERS'])
    await give(bob, role)
    await give(ann, role)
    await give(ann, await makeRole(company, ['VIEW_ROLES']))
    const grant = (permissions: string[]) =>
      run(assignPermissions, admin, { id: role, permissions: permissions as [] })
    expect(
      await caused([bob, ann, eve], () => grant(['VIEW_USERS', 'VIEW_ROLES'])),
      'Ann can see roles already',
    ).toEqual([[update(3)], [], []])
    expect(await caused([bob, ann], () => grant(['VIEW_USERS', 'VIEW_ROLES']))).toEqual([[], []])
    expect(await caused([bob, ann, eve], () => grant([]))).toEqual([[update(4)], [update(4)], []])
    const rename = () => run(updateRole, admin, { id: role, name: `Renamed ${role}` })
    expect(await caused([bob, ann], rename)).toEqual([[], []])
  })

  it('but not when a role is deleted that nobody has', async () => {
    const bob = await makePerson(company)
    const role = await makeRole(company, ['VIEW_USERS'])
    await give(bob, role)
    await take(bob, role)
    expect(await caused([bob, admin], () => run(deleteRole, admin, { id: role }))).toEqual([[], []])
  })

  it('when a user is deactivated, activated again and deleted', async () => {
    const [bob, ann] = [await makePerson(company), await makePerson(company)]
    const set = (is_active: boolean) => run(updateUser, admin, { id: bob.id, is_active })
    expect(await caused([bob, ann], () => set(false))).toEqual([[REVOKED, update(2)], []])
    expect(await caused([bob], () => set(false))).toEqual([[]])
    expect(await caused([bob, ann], () => set(true))).toEqual([[update(3)], []])
    const rename = () => run(updateUser, admin, { id: bob.id, first_name: 'Bob' })
    expect(await caused([bob], rename)).toEqual([[]])
    expect(await caused([bob, ann], () => run(deleteUser, admin, { id: bob.id }))).toEqual([
      [update(4)],
      [],
    ])
  })

  it('when a user is moved, even one without any role', async () => {
    const bob = await makePerson(company)
    const other = (await makeCompany()).id
    const move = (to: string) => run(assignCompany, superuser, { id: bob.id, company_id: to })
    expect(await caused([bob, admin], () => move(other))).toEqual([[update(2)], []])
    expect(await caused([bob], () => move(other))).toEqual([[]])
    expect(await caused([bob], () => move(company))).toEqual([[update(3)]])
  })

  it('when a company is deactivated, activated again and deleted', async () => {
    const { id } = await makeCompany()
    const [bob, ann] = [await makeAdministrator(id), await makePerson(id)]
    const set = (is_active: boolean) => run(updateCompany, superuser, { id, is_active })
    const stopped = [REVOKED, update(2)]
    expect(await caused([bob, ann, admin], () => set(false))).toEqual([stopped, stopped, []])
    expect(await caused([bob, ann], () => set(true))).toEqual([[update(3)], [update(3)]])
    const rename = () => run(updateCompany, superuser, { id, description: 'Renamed' })
    expect(await caused([bob, ann], rename)).toEqual([[], []])
    expect(await caused([bob, admin], () => run(deleteCompany, superuser, { id }))).toEqual([
      [update(4)],
      [],
    ])
  })
})
