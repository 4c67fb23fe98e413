import { beforeAll, describe, expect, it } from 'vitest'
import { changePassword, loginWithPassword, refreshSession } from '@/lib/auth/commands'
import { getMe } from '@/lib/auth/queries'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { failsWith } from '@/lib/testing/expecting'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { contextWith, failToSignIn, signIn } from '@/lib/testing/signing-in'
import { endUserSessions, setPassword } from './account-commands'
import { createUser, deleteUser, updateUser } from './commands'
import { unlockUser } from './lock-commands'
import { getUser, listUserSessions, listUsers } from './queries'
import { assignRole } from './role-commands'

let admin: Person
let foreign: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

const actionsOf = async (id: string) => (await entriesOf(id)).map(({ action }) => action)

describe('an administrator', () => {
  it('sets a password, which ends the sessions and unlocks', async () => {
    const person = await makePerson(admin.company)
    await failToSignIn(person.email)
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({ is_locked: true })
    expect((await run(listUsers, admin, { is_locked: 'true' })).rows).toMatchObject([
      { id: person.id },
    ])
    const password = 'Battery-staple-9'
    expect(await run(setPassword, admin, { id: person.id, password, must_change: true })).toEqual({
      message: 'Password set successfully',
    })
    await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
    const { access } = await signIn(person.email, password)
    const ctx = await contextWith(access)
    expect(await run(getMe, person, {}, ctx)).toMatchObject({ must_change_password: true })
    await run(changePassword, person, { current_password: password, new_password: PASSWORD }, ctx)
    expect(await run(getMe, person, {}, ctx)).toMatchObject({ must_change_password: false })
    const entries = await entriesOf(person.id)
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'PASSWORD_CHANGE', userId: admin.id }),
    )
    expect(JSON.stringify(entries)).not.toContain(password)
    await expect(run(setPassword, admin, { id: person.id, password: 'short' })).rejects.toEqual(
      failsWith('invalid'),
    )
  })

  it('unlocks', async () => {
    const person = await makePerson(admin.company)
    await failToSignIn(person.email)
    await expect(signIn(person.email)).rejects.toEqual(failsWith('locked'))
    expect(await run(unlockUser, admin, { id: person.id })).toEqual({
      message: 'User unlocked successfully',
    })
    await expect(signIn(person.email)).resolves.toBeDefined()
    expect(await entriesOf(person.id)).toContainEqual(
      expect.objectContaining({
        action: 'UNLOCK',
        changes: { is_locked: { before: true, after: false } },
      }),
    )
  })

  it('lists and ends sessions', async () => {
    const person = await makePerson(admin.company)
    const { refresh } = await signIn(person.email)
    for (const viewer of [admin, superuser]) {
      const { rows } = await run(listUserSessions, viewer, { id: person.id })
      expect(rows).toHaveLength(2)
      expect(rows[0]).toMatchObject({ ip: '192.0.2.7', current: false })
    }
    await run(endUserSessions, admin, { id: person.id })
    await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(run(refreshSession, null, { refresh })).rejects.toEqual(
      failsWith('unauthenticated'),
    )
    await run(endUserSessions, admin, { id: person.id })
    expect(await actionsOf(person.id)).toEqual(['SESSION_REVOKE'])
  })

  it('reaches nobody of another company', async () => {
    const { id } = admin
    const attempts = [
      run(getUser, foreign, { id }),
      run(updateUser, foreign, { id, first_name: 'x' }),
      run(deleteUser, foreign, { id }),
      run(setPassword, foreign, { id, password: PASSWORD }),
      run(unlockUser, foreign, { id }),
      run(listUserSessions, foreign, { id }),
      run(endUserSessions, foreign, { id }),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { kind: 'NOT_FOUND' } })
    }
    expect(await actionsOf(id)).toEqual([])
  })

  it('manages nobody who may do more', async () => {
    const helper = await makePerson(admin.company, {
      permissions: ['UPDATE_USER', 'DELETE_USER', 'VIEW_USERS'],
    })
    const { id } = admin
    const attempts = [
      run(updateUser, helper, { id, first_name: 'x' }),
      run(updateUser, helper, { id, email: 'mine@example.com' }),
      run(updateUser, helper, { id, is_active: false }),
      run(deleteUser, helper, { id }),
      run(setPassword, helper, { id, password: PASSWORD }),
      run(unlockUser, helper, { id }),
      run(endUserSessions, helper, { id }),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { kind: 'FORBIDDEN' } })
    }
    await expect(run(getMe, admin, {})).resolves.toBeDefined()
    const changed = await run(updateUser, helper, { id: helper.id, first_name: 'Own' })
    expect(changed.first_name).toBe('Own')
  })

  it('of the platform touches no superuser, unless one too', async () => {
    const { company } = superuser
    const staff = await makePerson(company, { permissions: COMPANY_PERMISSIONS })
    const other = await makeSuperuser()
    const role_id = await makeRole(company, ['VIEW_USERS'])
    const attempts = [
      run(updateUser, staff, { id: other.id, first_name: 'x' }),
      run(deleteUser, staff, { id: other.id }),
      run(setPassword, staff, { id: other.id, password: PASSWORD }),
      run(assignRole, staff, { id: other.id, role_id }),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { kind: 'FORBIDDEN' } })
    }
    await run(deleteUser, superuser, { id: other.id })
    await expect(run(getMe, other, {})).rejects.toEqual(failsWith('unauthenticated'))
  })

  it('does not change how somebody signs in who also works elsewhere', async () => {
    const person = await makePerson(admin.company)
    const twin = await run(createUser, superuser, {
      username: 'twin',
      email: person.email,
      password: PASSWORD,
      company: foreign.company,
      link_existing: true,
    })
    const signedIn = await contextWith(
      (
        await run(loginWithPassword, null, {
          email: person.email,
          password: PASSWORD,
          company: foreign.company,
        })
      ).access,
    )
    const password = 'Battery-staple-9'
    for (const attempt of [
      () => run(setPassword, admin, { id: person.id, password }),
      () => run(updateUser, foreign, { id: twin.id, password }),
      () => run(unlockUser, admin, { id: person.id }),
    ]) {
      await expect(attempt()).rejects.toEqual(failsWith('identity_shared'))
    }
    await run(setPassword, superuser, { id: person.id, password })
    await expect(run(getMe, person, {}, signedIn)).rejects.toEqual(failsWith('unauthenticated'))
  })
})
