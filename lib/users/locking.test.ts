import { beforeAll, describe, expect, it } from 'vitest'
import { getMe } from '@/lib/auth/queries'
import { resetPassword } from '@/lib/auth/reset-commands'
import { failsWith } from '@/lib/testing/expecting'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { failToSignIn, signIn } from '@/lib/testing/signing-in'
import { createUser, updateUser } from './commands'
import { sendReset } from './link-commands'
import { lockUser, unlockUser } from './lock-commands'
import { getUser, listUserSessions, listUsers } from './queries'
import { getUserSignIn } from './sign-in-queries'

const MINUTE = 60_000

let admin: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

describe('a lock by an administrator', () => {
  it('ends the sessions, refuses the right password alone otherwise, and is told and counted', async () => {
    const person = await makePerson(admin.company)
    const asked = Date.now()
    const locked = await run(lockUser, admin, { id: person.id, minutes: 60, reason: 'Lost laptop' })
    expect(locked).toMatchObject({ status: 'locked', is_locked: true })
    expect(Date.parse(locked.locked_until!) - asked).toBeGreaterThan(59 * MINUTE)
    expect(Date.parse(locked.locked_until!) - asked).toBeLessThan(61 * MINUTE)
    await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(signIn(person.email)).rejects.toMatchObject({
      status: 423,
      code: 'account_locked',
      details: { retryAfterSeconds: expect.any(Number) },
    })
    await expect(signIn(person.email, 'wrong')).rejects.toEqual(failsWith('invalid_credentials'))
    expect((await run(listUsers, admin, { status: 'locked' })).rows).toMatchObject([
      { id: person.id },
    ])
    const entries = await entriesOf(person.id)
    const [entry] = entries.filter(({ action }) => action === 'LOCK')
    expect(entry).toMatchObject({
      details: expect.stringMatching(
        /^Locked user .* until \d+ [A-Z][a-z]+ \d{4} \d\d:\d\d UTC\. Reason: Lost laptop$/,
      ),
      changes: { locked_until: { before: null, after: locked.locked_until } },
    })
    const by = { id: admin.id, name: entry!.userName }
    const lock = { until: locked.locked_until, by, audit_entry: entry!.id }
    const told = { must_change_password: false, lock }
    expect(await run(getUserSignIn, admin, { id: person.id })).toEqual(told)
    expect(entries).toContainEqual(
      expect.objectContaining({
        action: 'LOGIN_FAILED',
        companyId: admin.company,
        details: expect.stringContaining('locked by an administrator'),
      }),
    )
    await run(unlockUser, admin, { id: person.id })
    await expect(signIn(person.email)).resolves.toBeDefined()
  })

  it('holds a day when nobody says for how long, and 30 days at most', async () => {
    const { id } = await makePerson(admin.company)
    const { locked_until } = await run(lockUser, admin, { id })
    expect(Date.parse(locked_until!) - Date.now()).toBeGreaterThan((24 * 60 - 1) * MINUTE)
    for (const minutes of [0, 30 * 24 * 60 + 1]) {
      await expect(run(lockUser, admin, { id, minutes })).rejects.toEqual(failsWith('invalid'))
    }
    const within = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString()
    const until = within(3 * 24 * 60)
    const exact = await run(lockUser, admin, { id, until })
    expect(exact.locked_until).toBe(until)
    expect(await run(getUserSignIn, admin, { id })).toMatchObject({
      lock: { by: { id: admin.id } },
    })
    for (const input of [
      { until: within(-1) },
      { until: within(31 * 24 * 60) },
      { until, minutes: 5 },
    ]) {
      await expect(run(lockUser, admin, { id, ...input })).rejects.toEqual(failsWith('invalid'))
    }
  })

  it('is neither shortened by failed sign-ins nor opened by a link for a new password', async () => {
    const person = await makePerson(admin.company)
    const { locked_until } = await run(lockUser, admin, { id: person.id })
    await failToSignIn(person.email)
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({ locked_until })
    const { link } = await run(sendReset, admin, { id: person.id })
    const token = new URL(link!).hash.slice(1) || new URL(link!).searchParams.get('token')!
    const password = 'Battery-staple-9'
    await run(resetPassword, null, { token, password })
    await expect(signIn(person.email, password)).rejects.toEqual(failsWith('account_locked'))
  })

  it('keeps somebody out of this company alone, who is opened here again', async () => {
    const person = await makePerson(admin.company)
    const other = await makeAdministrator((await makeCompany()).id)
    const there = await run(createUser, superuser, {
      username: person.email,
      email: person.email,
      password: PASSWORD,
      company: other.company,
      link_existing: true,
    })
    await run(lockUser, admin, { id: person.id })
    const signedIn = await signIn(person.email)
    expect(signedIn).toMatchObject({ user: { id: there.id } })
    expect(signedIn).not.toHaveProperty('companies')
    await expect(signIn(person.email, PASSWORD, admin.company)).rejects.toEqual(
      failsWith('account_locked'),
    )
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({ is_locked: true })
    await run(unlockUser, admin, { id: person.id })
    expect(await run(getUser, admin, { id: person.id })).toMatchObject({ is_locked: false })
    await expect(signIn(person.email, PASSWORD, admin.company)).resolves.toBeDefined()
    await failToSignIn(person.email)
    await expect(run(unlockUser, admin, { id: person.id })).rejects.toEqual(
      failsWith('identity_shared'),
    )
  })

  it('is refused of oneself, of a superuser, of the last administrator and of who cannot sign in anyway', async () => {
    const { id: company } = await makeCompany()
    const [first, helper] = [
      await makeAdministrator(company),
      await makePerson(company, { permissions: ['UPDATE_USER', 'VIEW_USERS'] }),
    ]
    const lock = (who: Person, id: string) => run(lockUser, who, { id })
    await expect(lock(first, first.id)).rejects.toEqual(failsWith('own_account'))
    await expect(lock(first, superuser.id)).rejects.toEqual(failsWith('not_found'))
    await expect(lock(helper, first.id)).rejects.toEqual(failsWith('forbidden'))
    await expect(lock(superuser, first.id)).rejects.toEqual(failsWith('last_administrator'))
    const second = await makeAdministrator(company)
    await expect(lock(superuser, first.id)).resolves.toMatchObject({ is_locked: true })
    await expect(lock(superuser, second.id)).rejects.toEqual(failsWith('last_administrator'))
    await run(updateUser, second, { id: helper.id, is_active: false })
    await expect(lock(second, helper.id)).rejects.toEqual(failsWith('deactivated'))
  })

  it('leaves one of two administrators who lock each other at once', async () => {
    const { id } = await makeCompany()
    const [one, other] = [await makeAdministrator(id), await makeAdministrator(id)]
    const results = await Promise.allSettled([
      run(lockUser, one, { id: other.id }),
      run(lockUser, other, { id: one.id }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('leaves no session to somebody who signs in at the same moment', async () => {
    const person = await makePerson(admin.company)
    await Promise.allSettled([
      ...[1, 2, 3].map(() => signIn(person.email)),
      run(lockUser, admin, { id: person.id }),
    ])
    const { rows } = await run(listUserSessions, admin, { id: person.id })
    expect(rows).toEqual([])
  })
})
