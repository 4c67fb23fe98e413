import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { oneTimeLinks, users } from '@/db/schema'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { assignPermissions } from '@/lib/roles/commands'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { failToSignIn } from '@/lib/testing/signing-in'
import { inviteUsers } from '@/lib/users/invitation-commands'
import { lockUser } from '@/lib/users/lock-commands'
import { assignRole } from '@/lib/users/role-commands'
import { getOverview } from './queries'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

let company: string
let admin: Person
let idle: Person
let invited: string
let role: string

const change = (id: string, values: Partial<typeof users.$inferInsert>) =>
  systemPool().write(({ db }) => db.update(users).set(values).where(eq(users.id, id)))

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
  idle = await makePerson(company)
  const locked = await makePerson(company, { permissions: ['VIEW_USERS'] })
  const gone = await makePerson(company)
  role = await makeRole(company, ['VIEW_USERS'])
  await change(locked.id, { lockedUntil: inDays(1), createdAt: inDays(-30) })
  await change(gone.id, { isActive: false })
  await change(admin.id, { createdAt: inDays(-30) })
  await run(assignRole, admin, { id: locked.id, role_id: role, expires_at: inDays(3) })
  const late = await makeRole(company, ['VIEW_ROLES'])
  await run(assignRole, admin, { id: locked.id, role_id: late, expires_at: inDays(30) })
  const [result] = await run(inviteUsers, admin, { emails: ['new@example.com'], role_ids: [role] })
  invited = result!.user!.id
  await systemPool().write(({ db }) =>
    db
      .update(oneTimeLinks)
      .set({ expiresAt: sql`now() + interval '2 hours'` })
      .where(eq(oneTimeLinks.userId, invited)),
  )
})

describe('the overview', () => {
  it('tells how things stand and what needs attention', async () => {
    const seen = await run(getOverview, admin, {})
    expect(seen.users).toEqual({
      active: 2,
      locked: 1,
      invited: 1,
      deactivated: 1,
      without_role: 1,
      joined_this_week: 1,
    })
    expect(seen.people_without_role).toMatchObject([{ id: idle.id }])
    expect(seen.locked_people).toHaveLength(1)
    expect(seen.invitations_expiring).toMatchObject([{ id: invited, email: 'new@example.com' }])
    expect(seen.grants_ending).toHaveLength(1)
    expect(seen.grants_ending![0]).toMatchObject({ role: { id: role } })
    expect(seen.sole_administrator).toMatchObject({
      id: admin.id,
      role: { name: expect.stringMatching(/^Role /) },
    })
    expect(seen.recent_permission_changes).toHaveLength(2)
    expect(seen.recent_permission_changes![0]!.details).toMatch(/^Assigned role/)
  })

  it('names roles that give everything, and nobody as the only administrator of several', async () => {
    const { id } = await makeCompany()
    const boss = await makeAdministrator(id)
    const total = await makeRole(id, ['VIEW_USERS'])
    const before = await run(getOverview, boss, {})
    expect(before.roles!.all_permissions).toHaveLength(1)
    await run(assignPermissions, boss, { id: total, permissions: [...COMPANY_PERMISSIONS] })
    await run(assignRole, boss, { id: (await makePerson(id)).id, role_id: total })
    const after = await run(getOverview, boss, {})
    expect(after.roles).toMatchObject({ total: 2 })
    expect(after.roles!.all_permissions).toContainEqual({ id: total, name: `Role ${total}` })
    expect(after.sole_administrator).toBeNull()
    expect(after.recent_permission_changes!.map(({ details }) => details)).toContainEqual(
      `Changed the permissions of role Role ${total}.`,
    )
  })

  it('tells how many failed sign-ins made a lock, and of none where an administrator made it', async () => {
    const { id } = await makeCompany()
    const boss = await makeAdministrator(id)
    const [guessed, lost] = [await makePerson(id), await makePerson(id)]
    await failToSignIn(guessed.email)
    await run(lockUser, boss, { id: lost.id, minutes: 120 })
    const { locked_people } = await run(getOverview, boss, {})
    expect(locked_people).toMatchObject([
      { id: guessed.id, failed_sign_ins: 5 },
      { id: lost.id, failed_sign_ins: null },
    ])
  })

  it('tells each reader no more than they may see', async () => {
    const nothing = await run(getOverview, idle, {})
    expect(new Set(Object.values(nothing))).toEqual(new Set([null]))
    const reader = await makePerson((await makeCompany()).id, { permissions: ['VIEW_ROLES'] })
    const { roles, ...rest } = await run(getOverview, reader, { company })
    expect(roles).toMatchObject({ total: 1 })
    expect(new Set(Object.values(rest))).toEqual(new Set([null]))
  })

  it('tells a superuser of the company they ask for', async () => {
    const superuser = await makeSuperuser()
    expect(await run(getOverview, superuser, { company })).toMatchObject({ users: { locked: 1 } })
    expect((await run(getOverview, superuser, {})).users!.active).toBeGreaterThan(0)
  })
})
