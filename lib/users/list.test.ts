import { beforeAll, describe, expect, it } from 'vitest'
import { PLATFORM_COMPANY_ID } from '@/db/schema'
import { failsWith } from '@/lib/testing/expecting'
import {
  makeAdministrator,
  makeCompany,
  makeRole,
  makeSuperuser,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { signIn } from '@/lib/testing/signing-in'
import { createUser, deleteUser, updateUser } from './commands'
import { listUsers } from './queries'
import { assignRole } from './role-commands'

let company: { id: string; name: string }
let admin: Person
let foreign: Person
let superuser: Person

beforeAll(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

let count = 0
const somebody = (fields: object = {}) => {
  const username = `new-${++count}-${company.id.slice(-6)}`
  return { username, email: `${username}@example.com`, password: PASSWORD, ...fields }
}

describe('the list of users', () => {
  it('tells who has signed in lately, long not, and never', async () => {
    const { id: own } = await makeCompany()
    const boss = await makeAdministrator(own)
    const [never, often] = [
      await run(createUser, boss, somebody()),
      await run(createUser, boss, somebody()),
    ]
    await signIn(often.email)
    const found = async (input: object) =>
      (await run(listUsers, boss, { ...input, ordering: 'created_at' })).rows.map(({ id }) => id)
    const [past, future] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000))
    expect(await found({ never_signed_in: 'true' })).toEqual([boss.id, never.id])
    expect(await found({ last_login_since: past!.toISOString() })).toEqual([often.id])
    expect(await found({ last_login_since: future!.toISOString() })).toEqual([])
    expect(await found({ last_login_before: past!.toISOString() })).toEqual([boss.id, never.id])
    expect(await found({ last_login_before: future!.toISOString() })).toHaveLength(3)
  })

  it('is of one company, searched, filtered and ordered', async () => {
    const { id: own } = await makeCompany()
    const boss = await makeAdministrator(own)
    const role = await makeRole(own, ['VIEW_USERS'])
    for (const name of ['Özil', 'Adam_1', 'adamx1']) {
      const made = await run(createUser, boss, somebody({ first_name: name }))
      if (name === 'Özil') await run(assignRole, boss, { id: made.id, role_id: role })
      if (name === 'adamx1') await run(updateUser, boss, { id: made.id, is_active: false })
    }
    const names = async (input: object, as = boss) =>
      (await run(listUsers, as, input)).rows.map(({ first_name }) => first_name)
    expect(await names({ search: 'ÖZI' })).toEqual(['Özil'])
    expect(await names({ search: 'adam_' })).toEqual(['Adam_1'])
    expect(await names({ search: '%' })).toEqual([])
    expect(await names({ role })).toEqual(['Özil'])
    expect(await names({ is_active: 'false' })).toEqual(['adamx1'])
    expect(await names({ is_locked: 'true' })).toEqual([])
    expect(await names({ ordering: '-first_name', page_size: '3' })).toEqual([
      'Özil',
      'adamx1',
      'Adam_1',
    ])
    const page = await run(listUsers, boss, { ordering: 'created_at', page: '2', page_size: '3' })
    expect(page).toMatchObject({ total: 4, rows: [{ first_name: 'adamx1' }] })
    expect((await run(listUsers, superuser, { company: own })).total).toBe(4)
    const foreignRows = (await run(listUsers, foreign, { company: own })).rows
    expect(new Set(foreignRows.map((row) => row.company?.id))).toEqual(new Set([foreign.company]))
    for (const ordering of [
      'username',
      'email',
      'last_name',
      'updated_at',
      '-last_login',
    ] as const) {
      expect((await run(listUsers, boss, { ordering })).rows).toHaveLength(4)
    }
  })
})

describe('a superuser', () => {
  it('creates people anywhere and adds a known person to another company', async () => {
    const input = somebody()
    const first = await run(createUser, superuser, { ...input, company: company.id })
    expect(first.company).toEqual(company)
    const second = await run(createUser, superuser, {
      ...input,
      link_existing: true,
      company: { id: foreign.company },
    })
    expect(second.company?.id).toBe(foreign.company)
    expect((await signIn(input.email)).companies).toHaveLength(2)
    await expect(
      run(updateUser, admin, { id: first.id, email: `x${input.email}` }),
    ).rejects.toEqual(failsWith('identity_shared'))
    await expect(run(updateUser, admin, { id: first.id, first_name: 'Ann' })).resolves.toBeDefined()
    await run(deleteUser, foreign, { id: second.id })
    expect((await signIn(input.email)).user.id).toBe(first.id)
    const own = await run(createUser, superuser, somebody())
    expect(own.company).toBeNull()
    await expect(run(createUser, superuser, somebody({ company: admin.id }))).rejects.toEqual(
      failsWith('invalid'),
    )
    const ignored = await run(createUser, admin, somebody({ company: PLATFORM_COMPANY_ID }))
    expect(ignored.company).toEqual(company)
  })
})
