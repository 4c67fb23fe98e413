import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { eventually } from '@/lib/testing/eventually'
import { onOwnDatabase } from '@/lib/testing/own-database'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { assignRole } from '@/lib/users/role-commands'
import { closeEndedGrants, startEndingGrants } from './expiry'

onOwnDatabase('expiry')

let company: string
let admin: Person

beforeAll(async () => {
  company = (await makeCompany()).id
  admin = await makeAdministrator(company)
})

const inMilliseconds = (delay: number) => new Date(Date.now() + delay).toISOString()
const give = (person: Person, role_id: string, expires_at?: string) =>
  run(assignRole, admin, { id: person.id, role_id, expires_at })

/** Gives a role whose end has come already, however long the giving took. */
async function giveUntilNow(person: Person, role: string) {
  await give(person, role, inMilliseconds(60_000))
  await systemPool().write(({ db }) =>
    db.execute(sql`
      update user_roles set expires_at = clock_timestamp()
      where user_id = ${person.id}::uuid and role_id = ${role}::uuid`),
  )
}

const versionsOf = async (person: Person) => {
  const rows = await systemPool().read(({ db }) =>
    db.execute<{ version: number; late_ms: number }>(sql`
      select (payload->>'version')::int as version,
        (extract(epoch from o.created_at - g.expires_at) * 1000)::float8 as late_ms
      from outbox o left join user_roles g on g.user_id = o.user_id and g.expires_at is not null
      where o.user_id = ${person.id}::uuid order by o.id`),
  )
  return rows.map(({ version, late_ms }) => ({ version, late_ms }))
}

const grantsOf = (person: Person) =>
  systemPool().read(({ db }) =>
    db.execute<{ is_closed_then: boolean; revoked_by: string | null }>(sql`
      select coalesce(revoked_at = expires_at, false) as is_closed_then, revoked_by
      from user_roles where user_id = ${person.id}::uuid order by granted_at`),
  )

describe('a grant that expires', () => {
  it('is announced at its moment, once, and leaves an entry, however many instances wait for it', async () => {
    const stops = [startEndingGrants(), startEndingGrants()]
    onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))))
    const bob = await makePerson(company)
    const role = await makeRole(company, ['VIEW_USERS'])
    await give(bob, role, inMilliseconds(60_000))
    // A later assignment that ends sooner wakes who sleeps until the other one.
    const ann = await makePerson(company)
    await give(ann, role, inMilliseconds(1_500))
    await eventually(async () => expect(await versionsOf(ann)).toHaveLength(2))
    const [, ended] = await versionsOf(ann)
    expect(ended!.version).toBe(3)
    expect(ended!.late_ms).toBeGreaterThanOrEqual(0)
    expect(ended!.late_ms).toBeLessThan(5_000)
    expect(await grantsOf(ann)).toEqual([{ is_closed_then: true, revoked_by: null }])
    const entries = await entriesOf(ann.id)
    expect(entries.map(({ action, userId }) => [action, userId])).toEqual([
      ['ASSIGN_ROLE', admin.id],
      ['REMOVE_ROLE', null],
    ])
    expect(entries[1]!.details).toMatch(/^Role .+ of user .+ ended at the time set/)
    expect(await versionsOf(bob)).toHaveLength(1)
  })

  it('is announced afterwards, when nobody ran at its moment', async () => {
    const bob = await makePerson(company)
    await giveUntilNow(bob, await makeRole(company, ['VIEW_USERS']))
    await closeEndedGrants()
    expect(await versionsOf(bob)).toHaveLength(2)
    await closeEndedGrants()
    expect(await versionsOf(bob)).toHaveLength(2)
  })

  it('causes no event when the person holds the same by another role', async () => {
    const bob = await makePerson(company)
    const role = await makeRole(company, ['VIEW_USERS'])
    await give(bob, await makeRole(company, ['VIEW_USERS', 'VIEW_ROLES']))
    await giveUntilNow(bob, role)
    await closeEndedGrants()
    expect(await versionsOf(bob)).toHaveLength(1)
    expect(await grantsOf(bob)).toMatchObject([{ is_closed_then: false }, { is_closed_then: true }])
  })

  it('of a permission of a role concerns everybody who has the role', async () => {
    const [bob, ann] = [await makePerson(company), await makePerson(company)]
    const role = await makeRole(company, ['VIEW_USERS', 'VIEW_ROLES'])
    await give(bob, role)
    await systemPool().write(({ db }) =>
      db.execute(sql`
        update role_permissions set expires_at = clock_timestamp()
        where role_id = ${role}::uuid and permission = 'VIEW_ROLES'`),
    )
    const next = await closeEndedGrants()
    expect(next).toBeGreaterThan(10_000)
    expect([(await versionsOf(bob)).length, (await versionsOf(ann)).length]).toEqual([2, 0])
    expect(await entriesOf(role)).toMatchObject([{ action: 'ASSIGN_PERMISSIONS', userId: null }])
  })
})
