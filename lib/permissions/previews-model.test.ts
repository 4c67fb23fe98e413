import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { systemPool } from '@/lib/core/database'
import { AppError } from '@/lib/core/errors'
import { assignPermissions, deleteRole } from '@/lib/roles/commands'
import { previewRole } from '@/lib/roles/preview-queries'
import { makeAdministrator, makeCompany, makePerson, makeRole, run } from '@/lib/testing/sandbox'
import { type Company, fingerprint } from '@/lib/testing/traces'
import { deleteUser, updateUser } from '@/lib/users/commands'
import { previewUser } from '@/lib/users/preview-queries'
import { assignRole, removeRole } from '@/lib/users/role-commands'
import { COMPANY_PERMISSIONS, type Permission } from './catalog'
import type { preview } from './schema'

type Preview = z.infer<typeof preview>

const PEOPLE = 5
const ROLES = 5
const HOUR_MS = 3_600_000

const ACTS = ['permissions', 'drop', 'drop', 'roles', 'roles', 'toggle', 'dismiss', 'wait'] as const
const codes = fc.uniqueArray(fc.constantFrom(...COMPANY_PERMISSIONS), { maxLength: 8 })
const role = fc.nat(ROLES - 1)
/** Hours from now in which it ends, if it does. */
const end = fc.constantFrom(null, null, 1, 30, -1)

const change = fc.record({
  act: fc.constantFrom(...ACTS),
  // The first two are administrators, whose changes are refused less often.
  actor: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4),
  target: fc.nat(PEOPLE - 1),
  role,
  /** What people get instead of a role that is dropped; undefined where nobody may have it. */
  substitute: fc.oneof(fc.constantFrom(undefined, null), role),
  codes,
  isActive: fc.boolean(),
  add: fc.uniqueArray(fc.record({ role, end }), { maxLength: 2, selector: (one) => one.role }),
  remove: fc.uniqueArray(role, { maxLength: 2 }),
})
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never

const world = fc.record({
  roles: fc.array(codes, { minLength: ROLES, maxLength: ROLES }),
  held: fc.array(fc.record({ person: fc.nat(PEOPLE - 1), role, end }), { maxLength: 8 }),
  changes: fc.array(change, { minLength: 6, maxLength: 10 }),
})

const instantOf = (hours: number | null) =>
  hours === null ? null : new Date(Date.now() + hours * HOUR_MS).toISOString()

async function makeWorld({
  roles: sets,
  held,
}: typeof world extends fc.Arbitrary<infer W> ? W : never) {
  const { id } = await makeCompany()
  const half = COMPANY_PERMISSIONS.filter((code) => /ROLE|VIEW|ASSIGN/.test(code))
  const people = [
    await makeAdministrator(id),
    await makePerson(id, { permissions: half }),
    await makePerson(id, { permissions: ['ASSIGN_ROLES', 'UPDATE_USER', 'DELETE_USER'] }),
    await makePerson(id, { permissions: ['ASSIGN_PERMISSIONS', 'VIEW_USERS'] }),
    await makePerson(id),
  ]
  const roles: string[] = []
  for (const set of sets) roles.push(await makeRole(id, set.length > 0 ? set : ['VIEW_USERS']))
  for (const { person, role, end } of held) {
    const input = { id: people[person]!.id, role_id: roles[role]!, expires_at: instantOf(end) }
    await run(assignRole, people[0]!, input).catch(() => {})
  }
  return { id, people, roles }
}
type World = Awaited<ReturnType<typeof makeWorld>>

/** The preview of a change, and the real commands that make it, one after the other. */
function waysOf({ people, roles }: World, change: Change) {
  const [actor, { id }] = [people[change.actor]!, people[change.target]!]
  const role = roles[change.role]!
  const add = change.add.map((one) => ({
    role_id: roles[one.role]!,
    expires_at: instantOf(one.end),
  }))
  const remove = change.remove.map((one) => roles[one]!)
  const is_active = change.isActive
  const reassign_to = change.substitute == null ? change.substitute : roles[change.substitute]
  const permissions: Permission[] = change.codes
  const ways = {
    permissions: [
      () => run(previewRole, actor, { id: role, permissions }),
      () => run(assignPermissions, actor, { id: role, permissions }),
    ],
    drop: [
      () => run(previewRole, actor, { id: role, delete: true, reassign_to }),
      () => run(deleteRole, actor, { id: role, reassign_to }),
    ],
    roles: [
      () => run(previewUser, actor, { id, roles: { add, remove } }),
      ...add.map((one) => () => run(assignRole, actor, { id, ...one })),
      ...remove.map((role_id) => () => run(removeRole, actor, { id, role_id })),
    ],
    toggle: [
      () => run(previewUser, actor, { id, is_active }),
      () => run(updateUser, actor, { id, is_active }),
    ],
    dismiss: [
      () => run(previewUser, actor, { id, delete: true }),
      () => run(deleteUser, actor, { id }),
    ],
    wait: [],
  } satisfies Record<Change['act'], (() => Promise<unknown>)[]>
  const [preview, ...real] = ways[change.act]
  // Safe because the first of each list is a preview.
  return { preview: preview as (() => Promise<Preview>) | undefined, real }
}

/** What everybody may do, read by other means than the code under test. */
const observe = (company: Company) =>
  systemPool().read(async ({ db }) => {
    const rows = await db.execute<{ id: string; codes: string[] }>(sql`
      select u.id, coalesce(json_agg(distinct rp.permission) filter (where rp.permission is not null), '[]') as codes
      from users u
      left join user_roles ur on ur.company_id = u.company_id and ur.user_id = u.id
        and u.is_active and u.deleted_at is null
        and ur.revoked_at is null and coalesce(ur.expires_at, 'infinity') > now()
      left join roles r on r.id = ur.role_id and r.deleted_at is null
      left join role_permissions rp on rp.role_id = r.id and rp.revoked_at is null
      where u.company_id = ${company.id}::uuid group by u.id`)
    return new Map(rows.map(({ id, codes }) => [id, codes]))
  })

const expireEverything = (company: Company) =>
  systemPool().write(({ db }) =>
    db.execute(sql`
      update user_roles set expires_at = now() - interval '1 second'
      where company_id = ${company.id}::uuid and expires_at is not null and revoked_at is null`),
  )

const codeOf = (error: unknown) => {
  if (error instanceof AppError && error.status < 500) return error.code
  throw error
}

type Held = Map<string, string[]>
const differences = (from: Held, to: Held) =>
  [...from].flatMap(([id, codes]) => {
    const lost = codes.filter((code) => !to.get(id)!.includes(code))
    return lost.map((code) => `${id} ${code}`)
  })

const told = (people: Preview['people'], side: 'gains' | 'loses') =>
  people!.flatMap((person) => person[side].map((code) => `${person.id} ${code}`)).sort()

async function check(world: World, change: Change): Promise<'made' | 'refused' | 'failed'> {
  const { preview, real } = waysOf(world, change)
  if (!preview) return expireEverything(world).then(() => 'made')
  const [before, traces] = [await observe(world), await fingerprint(world)]
  const seen = await preview().catch(codeOf)
  const isAnswer = typeof seen !== 'string'
  // Whoever may not make a change is on record, as with the change itself.
  if (seen !== 'forbidden') expect(await fingerprint(world)).toEqual(traces)
  const errors: string[] = []
  for (const make of real) await make().catch((error) => void errors.push(codeOf(error)))
  if (!isAnswer) {
    if (real.length > 0) expect(errors).toContain(seen)
    return 'failed'
  }
  expect(seen.guards.map(({ code }) => code)).toEqual(errors)
  expect(seen.allowed).toBe(errors.length === 0)
  if (!seen.allowed) {
    expect(seen).toMatchObject({ affected: 0, permissions: [], unchanged: { people: 0 } })
    return 'refused'
  }
  const after = await observe(world)
  const [gained, lost] = [differences(after, before), differences(before, after)]
  const count = (key: 'gained_by' | 'lost_by') =>
    seen.permissions.reduce((sum, one) => sum + one[key], 0)
  expect([count('gained_by'), count('lost_by')]).toEqual([gained.length, lost.length])
  if (seen.people) {
    expect(told(seen.people, 'gains')).toEqual(gained.sort())
    expect(told(seen.people, 'loses')).toEqual(lost.sort())
  }
  return 'made'
}

it('tells exactly what the change then does, and leaves nothing behind', async () => {
  const tally = { made: 0, refused: 0, failed: 0 }
  const property = fc.asyncProperty(world, async (given) => {
    const made = await makeWorld(given)
    for (const change of given.changes) tally[await check(made, change)]++
  })
  await fc.assert(property, { numRuns: 40, interruptAfterTimeLimit: 15_000, endOnFailure: true })
  expect(tally.made).toBeGreaterThan(5)
  expect(tally.refused).toBeGreaterThan(1)
}, 30_000)
