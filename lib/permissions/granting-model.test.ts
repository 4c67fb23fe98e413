import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { assignPermissions, createRole, deleteRole, updateRole } from '@/lib/roles/commands'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { deleteUser, updateUser } from '@/lib/users/commands'
import { assignRole, removeRole } from '@/lib/users/role-commands'
import { COMPANY_PERMISSIONS, type Permission } from './catalog'

const PEOPLE = 5

interface World {
  company: string
  people: Person[]
  roles: string[]
}

/** What a step does, with indexes that are taken modulo what exists. */
interface Step {
  act:
    | 'assign'
    | 'assignUntil'
    | 'remove'
    | 'create'
    | 'grant'
    | 'edit'
    | 'delete'
    | 'deactivate'
    | 'activate'
    | 'dismiss'
    | 'wait'
  actor: number
  target: number
  role: number
  codes: Permission[]
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    'assign',
    'assign',
    'assignUntil',
    'remove',
    'remove',
    'create',
    'grant',
    'grant',
    'edit',
    'delete',
    'deactivate',
    'activate',
    'dismiss',
    'wait',
  ),
  actor: fc.nat(PEOPLE - 1),
  target: fc.nat(PEOPLE - 1),
  role: fc.nat(20),
  codes: fc.uniqueArray(fc.constantFrom(...COMPANY_PERMISSIONS), { maxLength: 6 }),
})

/** A company of an administrator, somebody with half of the rights, and people with few or none. */
async function makeWorld(): Promise<World> {
  const { id: company } = await makeCompany()
  const half = COMPANY_PERMISSIONS.filter((code) => /ROLE|VIEW|ASSIGN/.test(code))
  const people = [
    await makeAdministrator(company),
    await makePerson(company, { permissions: half }),
    await makePerson(company, { permissions: ['ASSIGN_ROLES', 'UPDATE_USER'] }),
    await makePerson(company, {
      permissions: ['CREATE_ROLE', 'ASSIGN_PERMISSIONS', 'DELETE_ROLE'],
    }),
    await makePerson(company),
  ]
  const roles = [
    await makeRole(company, COMPANY_PERMISSIONS),
    await makeRole(company, ['ASSIGN_ROLES', 'ASSIGN_PERMISSIONS']),
    await makeRole(company, ['VIEW_USERS']),
  ]
  return { company, people, roles }
}

async function perform(world: World, { act, actor: a, target: t, role: r, codes }: Step) {
  const actor = world.people[a]!
  const id = world.people[t]!.id
  const role = world.roles[r % world.roles.length]!
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const acts: Record<Step['act'], () => Promise<unknown>> = {
    assign: () => run(assignRole, actor, { id, role_id: role }),
    assignUntil: () => run(assignRole, actor, { id, role_id: role, expires_at: soon }),
    remove: () => run(removeRole, actor, { id, role_id: role }),
    create: async () => {
      const made = await run(createRole, actor, { name: `R${Math.random()}`, permissions: codes })
      world.roles.push(made.id)
    },
    grant: () => run(assignPermissions, actor, { id: role, permissions: codes }),
    edit: () => run(updateRole, actor, { id: role, permissions: codes }),
    delete: () => run(deleteRole, actor, { id: role }),
    deactivate: () => run(updateUser, actor, { id, is_active: false }),
    activate: () => run(updateUser, actor, { id, is_active: true }),
    dismiss: () => run(deleteUser, actor, { id }),
    wait: () => expireEverything(world.company),
  }
  await acts[act]()
}

/** Time passes: whatever has an end date has ended. */
const expireEverything = (company: string) =>
  systemPool().write(({ db }) =>
    db.execute(sql`
      update user_roles set expires_at = now() - interval '1 second'
      where company_id = ${company}::uuid and expires_at is not null and revoked_at is null`),
  )

interface Held {
  byPerson: Map<string, Set<string>>
  administrators: { current_count: number; permanent_count: number }
}

/** Who holds what, read by other means than the code under test decides with. */
async function observe({ company, people }: World): Promise<Held> {
  return systemPool().read(async ({ db }) => {
    const rows = await db.execute<{ user_id: string; permission: string }>(sql`
      select distinct ur.user_id, rp.permission from user_roles ur
      join role_permissions rp using (company_id, role_id)
      where company_id = ${company}::uuid and ur.revoked_at is null and rp.revoked_at is null
        and coalesce(ur.expires_at, 'infinity') > now()`)
    const active = await db.execute<{ id: string }>(sql`
      select id from users where company_id = ${company}::uuid and is_active and deleted_at is null`)
    const lasting = await db.execute<{ user_id: string }>(sql`
      select ur.user_id from user_roles ur join role_permissions rp using (company_id, role_id)
      where company_id = ${company}::uuid and ur.revoked_at is null and rp.revoked_at is null
        and ur.expires_at is null and rp.permission in ('ASSIGN_ROLES', 'ASSIGN_PERMISSIONS')
      group by ur.user_id having count(distinct rp.permission) = 2`)
    const byPerson = new Map(people.map(({ id }) => [id, new Set<string>()]))
    for (const { user_id, permission } of rows) byPerson.get(user_id)?.add(permission)
    const isActive = new Set(active.map(({ id }) => id))
    const administrators = [...byPerson].filter(
      ([id, codes]) =>
        isActive.has(id) && codes.has('ASSIGN_ROLES') && codes.has('ASSIGN_PERMISSIONS'),
    )
    const permanent = lasting.filter(({ user_id }) => isActive.has(user_id))
    return {
      byPerson,
      administrators: {
        current_count: administrators.length,
        permanent_count: permanent.length,
      },
    }
  })
}

it('lets nobody gain a code that its giver lacks, and no company lose its last administrator', async () => {
  let performed = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      const world = await makeWorld()
      for (const next of steps) {
        const before = await observe(world)
        const actor = world.people[next.actor]!
        const outcome = await perform(world, next).catch((error: unknown) => error)
        if (outcome instanceof Error && !(outcome instanceof AppError)) throw outcome
        if (outcome instanceof AppError) {
          expect(outcome.status).toBeLessThan(500)
          refused++
        } else performed++
        const after = await observe(world)
        for (const [id, codes] of after.byPerson) {
          const gained = [...codes].filter((code) => !before.byPerson.get(id)!.has(code))
          const given = before.byPerson.get(actor.id)!
          expect(
            gained.filter((code) => !given.has(code)),
            `${next.act} gave too much`,
          ).toEqual([])
        }
        if (next.act === 'remove' && !outcome) {
          const lost = [...before.byPerson.get(world.people[next.target]!.id)!]
          expect(lost.every((code) => before.byPerson.get(actor.id)!.has(code))).toBe(true)
        }
        expect(after.administrators.current_count).toBeGreaterThan(0)
        expect(after.administrators.permanent_count).toBeGreaterThan(0)
      }
    }),
    { numRuns: 40, endOnFailure: true },
  )
  expect(performed).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
}, 120_000)
