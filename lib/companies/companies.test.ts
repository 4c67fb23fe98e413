import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { PLATFORM_COMPANY_ID } from '@/db/schema'
import { getMe } from '@/lib/auth/queries'
import { systemPool } from '@/lib/core/database'
import { entityTag } from '@/lib/core/etag'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { failsWith } from '@/lib/testing/expecting'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { createCompany, deleteCompany, replaceCompany, updateCompany } from './commands'
import { getCompany, listCompanies } from './queries'

let admin: Person
let superuser: Person

beforeAll(async () => {
  superuser = await makeSuperuser()
  admin = await makeAdministrator((await makeCompany()).id)
})

const ask = <Row extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
  systemPool().read(({ db }) => db.execute<Row>(statement))

const eventsOf = (company: string) =>
  ask<{ event: string; user_id: string }>(
    sql`select event, user_id from outbox where company_id = ${company}::uuid order by id`,
  )

describe('companies', () => {
  it('are made with a role that holds everything a company may hold', async () => {
    const name = `Made ${admin.id}`
    const made = await run(createCompany, superuser, { name })
    expect(made).toMatchObject({ name, is_active: true, user_count: 0, role_count: 1 })
    const [role] = await ask<{ name: string; is_system: boolean; codes: string[] }>(sql`
      select r.name, r.is_system, array_to_json(array_agg(rp.permission)) as codes from roles r
      join role_permissions rp on rp.company_id = r.company_id and rp.role_id = r.id
      where r.company_id = ${made.id}::uuid group by r.company_id, r.id`)
    expect(role).toMatchObject({ name: 'Tenant Admin', is_system: true })
    expect(role!.codes.sort()).toEqual([...COMPANY_PERMISSIONS].sort())
    await expect(run(createCompany, superuser, { name: name.toUpperCase() })).rejects.toEqual(
      failsWith('companies_name_taken'),
    )
  })

  it('show people their own company only, and a superuser all but the platform', async () => {
    const other = await makeCompany()
    expect((await run(listCompanies, admin, {})).rows.map(({ id }) => id)).toEqual([admin.company])
    await expect(run(getCompany, admin, { id: other.id })).rejects.toEqual(failsWith('not_found'))
    await expect(run(updateCompany, admin, { id: other.id, name: 'Mine' })).rejects.toEqual(
      failsWith('not_found'),
    )
    const found = await run(listCompanies, superuser, { search: other.name, is_active: 'true' })
    expect(found).toMatchObject({ total: 1, rows: [{ id: other.id }] })
    const all = await run(listCompanies, superuser, { page_size: 200, ordering: '-created_at' })
    expect(all.rows.map(({ id }) => id)).not.toContain(PLATFORM_COMPANY_ID)
    for (const attempt of [
      run(getCompany, superuser, { id: PLATFORM_COMPANY_ID }),
      run(deleteCompany, superuser, { id: PLATFORM_COMPANY_ID }),
    ]) {
      await expect(attempt).rejects.toEqual(failsWith('not_found'))
    }
  })

  it('do not include the platform, for its own staff neither', async () => {
    const staff = await makeAdministrator(PLATFORM_COMPANY_ID)
    const id = PLATFORM_COMPANY_ID
    expect(await run(listCompanies, staff, {})).toEqual({ rows: [], total: 0 })
    await expect(run(getCompany, staff, { id })).rejects.toEqual(failsWith('not_found'))
    const rename = run(updateCompany, staff, { id, name: 'Mine' })
    await expect(rename).rejects.toEqual(failsWith('not_found'))
  })

  it('are made and deleted by superusers only', async () => {
    await expect(run(createCompany, admin, { name: 'Own' })).rejects.toEqual(failsWith('forbidden'))
    await expect(run(deleteCompany, admin, { id: admin.company })).rejects.toEqual(
      failsWith('forbidden'),
    )
  })

  it('are changed by their people, with the change in their own trail', async () => {
    const seen = await run(getCompany, admin, { id: admin.company })
    const changed = await run(
      updateCompany,
      admin,
      { id: admin.company, description: 'Ships', is_active: true },
      { ifMatch: entityTag(seen) },
    )
    expect(await run(getCompany, admin, { id: admin.company })).toEqual(changed)
    expect(changed).toMatchObject({ name: seen.name, description: 'Ships' })
    const replaced = await run(replaceCompany, superuser, { id: admin.company, name: seen.name })
    expect(replaced).toMatchObject({ description: '', is_active: true })
    const trail = await ask(sql`
      select action, user_email, changes from audit_logs
      where company_id = ${admin.company}::uuid and resource_type = 'Company' and outcome = 'success'
      order by timestamp`)
    expect(trail).toMatchObject([
      { user_email: admin.email, changes: { description: { before: '', after: 'Ships' } } },
      { user_email: superuser.email, changes: { description: { before: 'Ships', after: '' } } },
    ])
  })

  it('are deactivated by a superuser only, which signs everybody out at once', async () => {
    const { id } = await makeCompany()
    const boss = await makeAdministrator(id)
    const clerk = await makePerson(id)
    await expect(run(updateCompany, boss, { id, is_active: false })).rejects.toEqual(
      failsWith('forbidden'),
    )
    const stopped = await run(updateCompany, superuser, { id, is_active: false })
    expect(stopped.is_active).toBe(false)
    await expect(run(getMe, boss, {})).rejects.toEqual(failsWith('unauthenticated'))
    const events = await eventsOf(id)
    for (const event of ['session.revoked', 'permissionUpdate']) {
      const told = events.filter((row) => row.event === event).map(({ user_id }) => user_id)
      expect(told.sort()).toEqual([boss.id, clerk.id].sort())
    }
    await run(updateCompany, superuser, { id, is_active: true })
    expect(await eventsOf(id)).toHaveLength(6)
    await expect(run(getMe, boss, {})).rejects.toEqual(failsWith('unauthenticated'))
  })

  it('end with everything in them, and their name and addresses are free again', async () => {
    const { id, name } = await makeCompany()
    const boss = await makeAdministrator(id)
    const before = await run(getCompany, superuser, { id })
    await run(deleteCompany, superuser, { id }, { ifMatch: entityTag(before) })
    await expect(run(getMe, boss, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(run(getCompany, superuser, { id })).rejects.toEqual(failsWith('not_found'))
    const [left] = await ask(sql`select
      (select count(*)::int from users where company_id = ${id}::uuid and (deleted_at is null or is_active or identity_id is not null)) as users,
      (select count(*)::int from roles where company_id = ${id}::uuid and deleted_at is null) as roles,
      (select count(*)::int from user_roles where company_id = ${id}::uuid and revoked_at is null) as held,
      (select count(*)::int from role_permissions where company_id = ${id}::uuid and revoked_at is null) as granted,
      (select count(*)::int from sessions where company_id = ${id}::uuid and ended_at is null) as sessions,
      (select count(*)::int from identities where email = ${boss.email}) as identities`)
    expect(left).toEqual({ users: 0, roles: 0, held: 0, granted: 0, sessions: 0, identities: 0 })
    expect(await run(createCompany, superuser, { name })).toMatchObject({ name })
    const [entry] = await ask(sql`
      select action, user_email from audit_logs
      where company_id = ${id}::uuid and resource_type = 'Company'`)
    expect(entry).toEqual({ action: 'DELETE', user_email: superuser.email })
  })
})
