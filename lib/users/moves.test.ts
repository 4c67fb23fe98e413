import { beforeAll, describe, expect, it } from 'vitest'
import { refreshSession } from '@/lib/auth/commands'
import { getMe } from '@/lib/auth/queries'
import { getOverview } from '@/lib/overview/queries'
import { failsWith } from '@/lib/testing/expecting'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { contextWith, failToSignIn, signIn } from '@/lib/testing/signing-in'
import { assignCompany } from './company-commands'
import { lockUser, unlockUser } from './lock-commands'
import { getUser } from './queries'
import { getUserSignIn } from './sign-in-queries'

let admin: Person
let foreign: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

describe('a move to another company', () => {
  it('takes id and sessions along, leaves the roles, and works back again', async () => {
    const person = await makePerson(admin.company, { permissions: ['VIEW_USERS'] })
    const { access, refresh } = await signIn(person.email)
    const ctx = await contextWith(access)
    const moved = { message: 'Company assigned successfully' }
    const to = (company_id: string) => run(assignCompany, superuser, { id: person.id, company_id })
    expect(await to(foreign.company)).toEqual(moved)
    expect(await to(foreign.company)).toEqual(moved)
    const { user, version } = await run(getMe, person, {}, ctx)
    expect(user).toMatchObject({ id: person.id, company: foreign.company, permissions: [] })
    expect(version).toBe(2)
    await expect(run(refreshSession, null, { refresh })).resolves.toBeDefined()
    await expect(run(getUser, admin, { id: person.id })).rejects.toEqual(failsWith('not_found'))
    expect(await run(getUser, foreign, { id: person.id })).toMatchObject({ roles: [] })
    expect(await to(admin.company)).toEqual(moved)
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({
      roles: [],
      is_active: true,
    })
    expect(await run(getMe, person, {}, ctx)).toMatchObject({ version: 3 })
    const entries = (await entriesOf(person.id)).filter(({ action }) => action === 'ASSIGN_COMPANY')
    expect(entries.map(({ companyId }) => companyId)).toEqual([foreign.company, admin.company])
    expect(entries[0]!.changes).toMatchObject({
      company: { before: null, after: { id: foreign.company } },
    })
    expect(JSON.stringify(entries[0])).not.toContain(admin.company)
  })

  it('takes a lock along, and that an administrator made it or failed sign-ins did', async () => {
    const from = (await makeCompany()).id
    const boss = await makeAdministrator((await makeCompany()).id)
    const [banned, guessed] = [await makePerson(from), await makePerson(from)]
    await run(lockUser, superuser, { id: banned.id, minutes: 120 })
    await failToSignIn(guessed.email)
    for (const { id } of [banned, guessed]) {
      await run(assignCompany, superuser, { id, company_id: boss.company })
    }
    const { locked_people } = await run(getOverview, boss, {})
    expect(locked_people).toMatchObject([
      { id: guessed.id, failed_sign_ins: 5 },
      { id: banned.id, failed_sign_ins: null },
    ])
    const { lock } = await run(getUserSignIn, boss, { id: banned.id })
    expect(lock).toMatchObject({ by: { id: superuser.id } })
    await run(unlockUser, boss, { id: banned.id })
    await expect(signIn(banned.email)).resolves.toBeDefined()
  })

  it('is for superusers, of other people, to a company that exists', async () => {
    const { id } = await makePerson(admin.company)
    const company_id = foreign.company
    const attempts: [() => Promise<unknown>, string][] = [
      [() => run(assignCompany, admin, { id, company_id }), 'forbidden'],
      [() => run(assignCompany, superuser, { id, company_id: id }), 'not_found'],
      [() => run(assignCompany, superuser, { id: company_id, company_id }), 'not_found'],
      [() => run(assignCompany, superuser, { id: superuser.id, company_id }), 'superuser_company'],
    ]
    for (const [attempt, code] of attempts) await expect(attempt()).rejects.toEqual(failsWith(code))
  })
})
