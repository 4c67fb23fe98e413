import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { roles, userRoles, users } from '@/db/schema'
import { systemPool } from '@/lib/core/database'
import {
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { checkPermissions } from './queries'

let viewer: Person
let clerk: Person
let foreign: Person
let superuser: Person

const failsWith = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

beforeAll(async () => {
  const company = (await makeCompany()).id
  viewer = await makePerson(company, { permissions: ['VIEW_USERS'] })
  clerk = await makePerson(company, { permissions: ['VIEW_ROLES'] })
  foreign = await makePerson((await makeCompany()).id, { permissions: ['VIEW_USERS'] })
  superuser = await makeSuperuser()
})

const give = async (person: Person, name: string, expires = sql`null`) => {
  const roleId = await makeRole(person.company, ['DELETE_ROLE'])
  await systemPool().write(async ({ db }) => {
    await db.update(roles).set({ name }).where(eq(roles.id, roleId))
    await db.insert(userRoles).values({
      companyId: person.company,
      id: uuidv7(),
      userId: person.id,
      roleId,
      expiresAt: expires,
    })
  })
}

describe('checks', () => {
  it('answer in the order they were asked in, with the reason', async () => {
    const checks = [
      { permission: 'VIEW_USERS' },
      { permission: 'VIEW_ROLES', user_id: clerk.id },
      { permission: 'VIEW_USERS', user_id: clerk.id.toUpperCase() },
      { permission: 'CREATE_COMPANY', user_id: null },
    ]
    expect(await run(checkPermissions, viewer, { checks })).toEqual([
      { allowed: true, because: expect.stringMatching(/^Role Role .* gives it\.$/) },
      { allowed: true, because: expect.stringMatching(/^Role Role .* gives it\.$/) },
      { allowed: false, because: 'None of the roles gives it.' },
      { allowed: false, because: 'None of the roles gives it.' },
    ])
  })

  it('name every role that gives the permission, but none whose time is over', async () => {
    const person = await makePerson(viewer.company)
    const [held] = await run(checkPermissions, person, { checks: [{ permission: 'DELETE_ROLE' }] })
    expect(held!.allowed).toBe(false)
    await give(person, 'Auditor')
    await give(person, 'Archivist')
    await give(person, 'Past', sql`now()`)
    expect(
      await run(checkPermissions, person, { checks: [{ permission: 'DELETE_ROLE' }] }),
    ).toEqual([{ allowed: true, because: 'Roles Archivist and Auditor give it.' }])
  })

  it('about others need the right to see users', async () => {
    const checks = [{ permission: 'VIEW_ROLES', user_id: viewer.id }]
    await expect(run(checkPermissions, clerk, { checks })).rejects.toEqual(
      failsWith('forbidden', { missingPermission: 'VIEW_USERS' }),
    )
    await expect(
      run(checkPermissions, clerk, { checks: [{ permission: 'VIEW_ROLES', user_id: clerk.id }] }),
    ).resolves.toMatchObject([{ allowed: true }])
  })

  it('reach no further than the company, but everywhere for a superuser', async () => {
    for (const user_id of [foreign.id, superuser.id, uuidv7()]) {
      const checks = [{ permission: 'VIEW_USERS' }, { permission: 'VIEW_USERS', user_id }]
      await expect(run(checkPermissions, viewer, { checks })).rejects.toEqual(
        failsWith('not_found'),
      )
    }
    const checks = [
      { permission: 'DELETE_COMPANY' },
      { permission: 'VIEW_USERS', user_id: foreign.id },
      { permission: 'VIEW_ROLES', user_id: foreign.id },
    ]
    expect(await run(checkPermissions, superuser, { checks })).toMatchObject([
      { allowed: true, because: 'A superuser may do everything.' },
      { allowed: true },
      { allowed: false },
    ])
  })

  it('allow somebody who is deactivated nothing', async () => {
    const gone = await makePerson(viewer.company, { permissions: ['VIEW_ROLES'] })
    await systemPool().write(({ db }) =>
      db.update(users).set({ isActive: false }).where(eq(users.id, gone.id)),
    )
    const checks = [{ permission: 'VIEW_ROLES', user_id: gone.id }]
    expect(await run(checkPermissions, viewer, { checks })).toEqual([
      { allowed: false, because: 'The user is deactivated.' },
    ])
  })

  it.each([
    { checks: [] },
    { checks: [{ permission: 'FLY' }] },
    { checks: [{ permission: 'VIEW_USERS', user_id: 'me' }] },
    { checks: Array.from({ length: 101 }, () => ({ permission: 'VIEW_USERS' })) },
  ])('refuse what they do not understand', async (input) => {
    await expect(run(checkPermissions, viewer, input)).rejects.toEqual(failsWith('invalid'))
  })
})
