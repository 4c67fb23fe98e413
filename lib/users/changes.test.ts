import { beforeEach, expect, it } from 'vitest'
import { loginWithPassword } from '@/lib/auth/commands'
import { updateMe } from '@/lib/auth/profile-commands'
import { getMe } from '@/lib/auth/queries'
import { getCompany, listCompanies } from '@/lib/companies/queries'
import { entityTag } from '@/lib/core/etag'
import { getOverview } from '@/lib/overview/queries'
import { listRoles } from '@/lib/roles/queries'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { requirePasswordChange } from './account-commands'
import { updateUser } from './commands'
import { inviteUsers } from './invitation-commands'
import { unlockUser } from './lock-commands'
import { listUsers } from './queries'
import { assignRole, removeRole } from './role-commands'

let company: string
let admin: Person

beforeEach(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
})

it('finds what has changed since some time, also by a change of roles or a lock', async () => {
  const [person, other] = [await makePerson(company), await makePerson(company)]
  const role = await makeRole(company, ['VIEW_USERS'])
  const changes = [
    () => run(assignRole, admin, { id: person.id, role_id: role }),
    () => run(removeRole, admin, { id: person.id, role_id: role }),
    async () => {
      for (let i = 0; i < 5; i++) {
        const wrong = { email: person.email, password: 'wrong' }
        await run(loginWithPassword, null, wrong).catch(() => {})
      }
    },
    () => run(unlockUser, admin, { id: person.id }),
  ]
  for (const [index, change] of changes.entries()) {
    const updated_since = new Date().toISOString()
    await change()
    const { rows } = await run(listUsers, admin, { updated_since })
    expect(rows.map(({ id }) => id)).toEqual([person.id])
    const roles = await run(listRoles, admin, { updated_since })
    expect(roles.rows.map(({ id }) => id)).toEqual(index < 2 ? [role] : [])
  }
  expect(other.company).toBe(company)
  const past = new Date(Date.now() - 60_000).toISOString()
  const future = new Date(Date.now() + 60_000).toISOString()
  expect((await run(listCompanies, admin, { updated_since: past })).total).toBe(1)
  expect((await run(listCompanies, admin, { updated_since: future })).total).toBe(0)
})

it('finds those who have no role though they may sign in', async () => {
  const person = await makePerson(company)
  const off = await makePerson(company)
  await run(updateUser, admin, { id: off.id, is_active: false })
  const { rows } = await run(listUsers, admin, { without_role: 'true' })
  expect(rows.map(({ id }) => id)).toEqual([person.id])
  const { users } = await run(getOverview, admin, {})
  expect(users!.without_role).toBe(rows.length)
})

it('counts the people of a company by what they can do', async () => {
  await makePerson(company, { permissions: ['ASSIGN_ROLES'] })
  await run(inviteUsers, admin, { emails: ['new@example.com'] })
  expect(await run(getCompany, admin, { id: company })).toMatchObject({
    user_count: 3,
    active_count: 2,
    locked_count: 0,
    admin_count: 1,
  })
})

it('has somebody choose a new password, once', async () => {
  const person = await makePerson(company)
  const demand = () => run(requirePasswordChange, admin, { id: person.id })
  expect(await demand()).toEqual({ message: 'Password change required' })
  await demand()
  await expect(run(updateMe, person, {})).rejects.toMatchObject({
    code: 'password_change_required',
  })
  expect(await run(getMe, person, {})).toMatchObject({ must_change_password: true })
  expect(await entriesOf(person.id)).toHaveLength(1)
  await expect(
    run(loginWithPassword, null, { email: person.email, password: PASSWORD }),
  ).resolves.toBeDefined()
})

it('does not ask for another password of people who may do more, or have none', async () => {
  const helper = await makePerson(company, { permissions: ['UPDATE_USER'] })
  await expect(run(requirePasswordChange, helper, { id: admin.id })).rejects.toMatchObject({
    kind: 'FORBIDDEN',
  })
  const [result] = await run(inviteUsers, admin, { emails: ['new@example.com'] })
  await expect(run(requirePasswordChange, admin, { id: result!.user!.id })).rejects.toMatchObject({
    code: 'invitation_pending',
  })
})

it('lets people change their own name and nothing else', async () => {
  const person = await makePerson(company)
  const seen = await run(updateMe, person, { first_name: ' Ada ', last_name: 'Lovelace' })
  expect(seen.user).toMatchObject({ id: person.id, first_name: 'Ada', last_name: 'Lovelace' })
  expect(await run(getMe, person, {})).toEqual(seen)
  const [entry] = await entriesOf(person.id)
  expect(entry!.changes).toEqual({
    first_name: { before: '', after: 'Ada' },
    last_name: { before: '', after: 'Lovelace' },
  })
  await run(updateMe, person, { first_name: 'Ada' })
  expect(await entriesOf(person.id)).toHaveLength(1)
})

it('changes an own name only as it was seen', async () => {
  const person = await makePerson(company)
  const ifMatch = entityTag(await run(getMe, person, {}))
  const named = await run(updateMe, person, { first_name: 'Ada' }, { ifMatch })
  expect(named).toEqual(await run(getMe, person, {}))
  await expect(run(updateMe, person, { first_name: 'Eve' }, { ifMatch })).rejects.toMatchObject({
    code: 'stale',
  })
})
