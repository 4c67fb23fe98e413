import { beforeAll, describe, expect, it } from 'vitest'
import { changePassword } from '@/lib/auth/commands'
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
import { getUser, listUsers } from './queries'
import { removeRole } from './role-commands'
import { getUserSignIn } from './sign-in-queries'

const MINUTE = 60_000
const NEXT = 'Battery-staple-9'

let admin: Person
let superuser: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

const isLocked = async (who: Person, id: string) => (await run(getUser, who, { id })).is_locked

/** A person of one company who also works for the administrator of another. */
async function makeShared() {
  const person = await makePerson(admin.company)
  const other = await makeAdministrator((await makeCompany()).id)
  const there = await run(createUser, superuser, {
    username: person.email,
    email: person.email,
    password: PASSWORD,
    company: other.company,
    link_existing: true,
  })
  return { person, other, there }
}

/** The same moment, as somebody writes it whose clock is far ahead. */
const farAhead = (at: number) =>
  new Date(at + (23 * 60 + 59) * MINUTE).toISOString().replace('Z', '+23:59')

describe('a lock after failed sign-ins', () => {
  it('is none when the fifth attempt has the right password', async () => {
    const person = await makePerson(admin.company)
    await failToSignIn(person.email, 4)
    await expect(signIn(person.email)).resolves.toMatchObject({ user: { id: person.id } })
    expect(await isLocked(admin, person.id)).toBe(false)
  })

  it('is none when the fifth current password is right', async () => {
    const person = await makePerson(admin.company)
    const change = (current_password: string) =>
      run(changePassword, person, { current_password, new_password: NEXT })
    for (let attempt = 0; attempt < 4; attempt++) await change('wrong').catch(() => {})
    await change(PASSWORD)
    expect(await isLocked(admin, person.id)).toBe(false)
    await expect(signIn(person.email, NEXT)).resolves.toBeDefined()
  })

  it('takes the place of no lock by an administrator, so that a new password opens neither', async () => {
    const person = await makePerson(admin.company)
    await run(lockUser, admin, { id: person.id, minutes: 2 })
    await failToSignIn(person.email)
    const { lock } = await run(getUserSignIn, admin, { id: person.id })
    expect(lock).toMatchObject({ by: { id: admin.id } })
    const { link } = await run(sendReset, admin, { id: person.id })
    const token = new URL(link!).searchParams.get('token')!
    await run(resetPassword, null, { token, password: NEXT })
    await expect(signIn(person.email, NEXT)).rejects.toEqual(failsWith('account_locked'))
  })
})

describe('a lock by an administrator', () => {
  it('is opened by nobody who unlocks the person elsewhere, not even by a superuser', async () => {
    const { person, other, there } = await makeShared()
    await run(lockUser, other, { id: there.id })
    await run(lockUser, admin, { id: person.id })
    await run(unlockUser, superuser, { id: person.id })
    expect(await isLocked(admin, person.id)).toBe(false)
    expect(await isLocked(other, there.id)).toBe(true)
    await failToSignIn(person.email)
    await run(unlockUser, superuser, { id: person.id })
    expect(await isLocked(other, there.id)).toBe(true)
    await expect(signIn(person.email)).resolves.toMatchObject({ user: { id: person.id } })
  })

  it('keeps its author when it is set again until the same time', async () => {
    const { id } = await makePerson(admin.company)
    const until = new Date(Date.now() + 60 * MINUTE).toISOString()
    await run(lockUser, admin, { id, until })
    await run(lockUser, admin, { id, until })
    const { lock } = await run(getUserSignIn, admin, { id })
    expect(lock).toMatchObject({ until, by: { id: admin.id } })
    expect((await entriesOf(id)).filter(({ action }) => action === 'LOCK')).toHaveLength(1)
  })

  it('takes a time with any offset, as lists of people do', async () => {
    const { id } = await makePerson(admin.company)
    const at = Date.now() + 60 * MINUTE
    const { locked_until } = await run(lockUser, admin, { id, until: farAhead(at) })
    expect(locked_until).toBe(new Date(at).toISOString())
    for (const name of ['updated_since', 'last_login_since'] as const) {
      expect((await run(listUsers, admin, { [name]: farAhead(at) })).rows).toEqual([])
    }
    const nowhere = run(lockUser, admin, { id, until: '0000-01-01T00:00:00Z' })
    await expect(nowhere).rejects.toEqual(failsWith('invalid'))
  })

  it('leaves whoever made it an administrator while all others are locked', async () => {
    const { id: company } = await makeCompany()
    const [first, second] = [await makeAdministrator(company), await makeAdministrator(company)]
    const [role] = (await run(getUser, first, { id: first.id })).roles
    await run(lockUser, first, { id: second.id })
    const resign = () => run(removeRole, first, { id: first.id, role_id: role!.id })
    const dismiss = () => run(updateUser, superuser, { id: first.id, is_active: false })
    for (const attempt of [resign, dismiss]) {
      await expect(attempt()).rejects.toEqual(failsWith('last_administrator'))
    }
    await run(unlockUser, first, { id: second.id })
    await failToSignIn(second.email)
    await expect(resign()).resolves.toBeDefined()
  })
})
