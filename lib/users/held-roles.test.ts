import { expect, it } from 'vitest'
import { listRoleUsers } from '@/lib/roles/member-queries'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  run,
} from '@/lib/testing/sandbox'
import { updateUser } from './commands'
import { listOwnPermissions } from './permission-queries'
import { assignRole, removeRole } from './role-commands'
import { listUserRoles } from './role-queries'

const END = new Date(Date.now() + 86_400_000).toISOString()

async function arrange() {
  const { id: company } = await makeCompany()
  const admin = await makeAdministrator(company)
  const [person, role] = [await makePerson(company), await makeRole(company, ['VIEW_USERS'])]
  return { company, admin, person, role }
}

it('tells which roles somebody has, what they give, and how they came to have them', async () => {
  const { company, admin, person, role } = await arrange()
  const gone = await makeRole(company, ['VIEW_ROLES'])
  const reason = 'Stands in'
  await run(assignRole, admin, { id: person.id, role_id: role, expires_at: END, reason })
  await run(assignRole, admin, { id: person.id, role_id: gone })
  await run(removeRole, admin, { id: person.id, role_id: gone })
  const { rows, total } = await run(listUserRoles, admin, { id: person.id })
  expect(total).toBe(1)
  expect(rows).toEqual([
    {
      role: { id: role, name: `Role ${role}` },
      permissions: ['VIEW_USERS'],
      granted_by: { id: admin.id, name: expect.stringMatching(/^user-/) },
      granted_at: expect.any(String),
      expires_at: END,
      reason,
    },
  ])
  expect((await run(listUserRoles, admin, { id: admin.id })).rows[0]!.granted_by).toBeNull()
})

it('hides the name of a superuser who gave a role', async () => {
  const { admin, person, role } = await arrange()
  const superuser = await makeSuperuser()
  await run(assignRole, superuser, { id: person.id, role_id: role })
  const granted_by = { id: superuser.id, name: 'Superuser' }
  expect((await run(listUserRoles, admin, { id: person.id })).rows).toMatchObject([{ granted_by }])
  const { rows } = await run(listRoleUsers, admin, { id: role })
  expect(rows).toMatchObject([{ id: person.id, granted_by }])
})

it('lists the people of a role by name, page by page', async () => {
  const { company, admin, role } = await arrange()
  const people = [await makePerson(company), await makePerson(company), await makePerson(company)]
  const names = ['Cora', 'ada', 'Bob']
  for (const [index, { id }] of people.entries()) {
    await run(updateUser, admin, { id, first_name: names[index]!, password: undefined })
    await run(assignRole, admin, { id, role_id: role })
  }
  await run(updateUser, admin, { id: people[0]!.id, is_active: false, password: undefined })
  const first = await run(listRoleUsers, admin, { id: role, page_size: 2 })
  const second = await run(listRoleUsers, admin, { id: role, page_size: 2, page: 2 })
  expect([first.total, second.total]).toEqual([3, 3])
  expect([...first.rows, ...second.rows].map(({ name, status }) => [name, status])).toEqual([
    ['ada', 'active'],
    ['Bob', 'active'],
    ['Cora', 'deactivated'],
  ])
  const found = await run(listRoleUsers, admin, { id: role, search: 'bo' })
  expect(found).toMatchObject({ total: 1, rows: [{ id: people[2]!.id }] })
})

it('tells what somebody lacks to take a role away, and refuses it for the same', async () => {
  const { company, admin, person, role } = await arrange()
  await run(assignRole, admin, { id: person.id, role_id: role })
  const other = await makeRole(company, ['DELETE_ROLE'])
  await run(assignRole, admin, { id: person.id, role_id: other })
  const clerk = await makePerson(company, { permissions: ['VIEW_USERS', 'ASSIGN_ROLES'] })
  const missing = async (viewer: typeof clerk) =>
    (await run(listRoleUsers, viewer, { id: role })).rows.map((row) => row.missing_permission)
  expect(await missing(clerk)).toEqual(['DELETE_ROLE'])
  await expect(run(removeRole, clerk, { id: person.id, role_id: role })).rejects.toMatchObject({
    details: { missingPermission: 'DELETE_ROLE' },
  })
  const onlooker = await makePerson(company, { permissions: ['VIEW_USERS', 'DELETE_ROLE'] })
  expect(await missing(onlooker)).toEqual(['ASSIGN_ROLES'])
  await expect(run(removeRole, onlooker, { id: person.id, role_id: role })).rejects.toMatchObject({
    details: { missingPermission: 'ASSIGN_ROLES' },
  })
  expect(await missing(admin)).toEqual([null])
  expect(await missing(await makeSuperuser())).toEqual([null])
})

it('tells people themselves why they may do something, without the right to see others', async () => {
  const { admin, person, role } = await arrange()
  expect(await run(listOwnPermissions, person, {})).toEqual({ rows: [], total: 0 })
  await run(assignRole, admin, { id: person.id, role_id: role, expires_at: END })
  const { rows } = await run(listOwnPermissions, person, {})
  const source = { kind: 'role', role: { id: role }, expires_at: END }
  expect(rows).toMatchObject([{ permission: 'VIEW_USERS', sources: [source] }])
  const all = await run(listOwnPermissions, await makeSuperuser(), {})
  expect(all.rows[0]).toMatchObject({ sources: [{ kind: 'superuser', role: null }] })
})
