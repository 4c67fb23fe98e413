import { beforeAll, describe, expect, it } from 'vitest'
import { getMe } from '@/lib/auth/queries'
import { entityTag } from '@/lib/core/etag'
import { failsWith } from '@/lib/testing/expecting'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { signIn } from '@/lib/testing/signing-in'
import { createUser, deleteUser, replaceUser, updateUser } from './commands'
import { getUser } from './queries'

let company: { id: string; name: string }
let admin: Person
let foreign: Person

beforeAll(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
  foreign = await makeAdministrator((await makeCompany()).id)
})

let count = 0
const somebody = (fields: object = {}) => {
  const username = `new-${++count}-${company.id.slice(-6)}`
  return { username, email: `${username}@example.com`, password: PASSWORD, ...fields }
}

describe('users', () => {
  it('are created, read and listed, without a password anywhere', async () => {
    const input = somebody({ first_name: 'Jörg', is_superuser: true, roles: [{ id: 'x' }] })
    const created = await run(createUser, admin, input)
    expect(created).toMatchObject({
      username: input.username,
      email: input.email,
      first_name: 'Jörg',
      last_name: '',
      is_active: true,
      is_superuser: false,
      is_locked: false,
      last_login: null,
      roles: [],
      company,
    })
    expect(await run(getUser, admin, { id: created.id })).toEqual(created)
    const [entry, ...more] = await entriesOf(created.id)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ action: 'CREATE', companyId: company.id, userId: admin.id })
    expect(JSON.stringify([created, entry])).not.toContain(PASSWORD)
    expect((await signIn(input.email)).user.id).toBe(created.id)
  })

  it.each([
    ['username', { username: 'two words' }],
    ['username', { username: 'x'.repeat(151) }],
    ['username', { username: ' ' }],
    ['email', { email: 'nobody' }],
    ['password', { password: 'password' }],
    ['password', { password: '' }],
    ['password', { first_name: 'Horst', password: 'Horst-is-great-1' }],
  ])('are refused with a bad %s', async (field, wrong) => {
    await expect(run(createUser, admin, somebody(wrong))).rejects.toMatchObject({
      kind: 'INVALID',
      details: { errors: { [field]: expect.anything() } },
    })
  })

  it('have a username and an e-mail address that nobody else has', async () => {
    const first = somebody({ username: `Müller.${count}` })
    await run(createUser, admin, first)
    const sameName = somebody({ username: first.username.toUpperCase() })
    await expect(run(createUser, admin, sameName)).rejects.toEqual(
      failsWith('users_username_taken'),
    )
    const sameEmail = somebody({ email: first.email.toUpperCase() })
    for (const person of [admin, foreign]) {
      await expect(run(createUser, person, sameEmail)).rejects.toEqual(
        failsWith('identities_email_taken'),
      )
    }
    await expect(
      run(createUser, foreign, somebody({ username: first.username })),
    ).resolves.toBeDefined()
  })

  it('take whole objects back, and keep the password without a new one', async () => {
    const created = await run(createUser, admin, somebody())
    const changed = { ...created, first_name: 'Ada', is_superuser: true, password: '' }
    const replaced = await run(replaceUser, admin, changed)
    expect(replaced).toMatchObject({ first_name: 'Ada', is_superuser: false, company })
    expect(await run(getUser, admin, { id: created.id })).toEqual(replaced)
    await run(updateUser, admin, { id: created.id, last_name: 'L', password: null })
    await run(replaceUser, admin, {
      id: created.id,
      username: created.username,
      email: created.email,
    })
    expect(await run(getUser, admin, { id: created.id })).toMatchObject({
      first_name: 'Ada',
      last_name: 'L',
    })
    await expect(signIn(created.email)).resolves.toBeDefined()
    await expect(
      // @ts-expect-error a replacement names the person
      run(replaceUser, admin, { id: created.id, username: 'only' }),
    ).rejects.toEqual(failsWith('invalid'))
  })

  it('change only for somebody who knows their present state', async () => {
    const { id } = await run(createUser, admin, somebody())
    const tag = entityTag(await run(getUser, admin, { id }))
    await run(updateUser, admin, { id, first_name: 'One' }, { ifMatch: tag })
    await expect(
      run(updateUser, admin, { id, first_name: 'Two' }, { ifMatch: tag }),
    ).rejects.toEqual(failsWith('stale'))
    expect(await run(getUser, admin, { id })).toMatchObject({ first_name: 'One' })
  })

  it('sign in with a changed e-mail address, and no longer with the former one', async () => {
    const created = await run(createUser, admin, somebody())
    await run(updateUser, admin, { id: created.id, email: `moved.${created.email}` })
    await expect(signIn(`moved.${created.email}`)).resolves.toBeDefined()
    await expect(signIn(created.email)).rejects.toEqual(failsWith('invalid_credentials'))
    await expect(run(updateUser, admin, { id: created.id, email: foreign.email })).rejects.toEqual(
      failsWith('identities_email_taken'),
    )
  })

  it('get a new password by an edit, which ends their sessions and is in no trail', async () => {
    const person = await makePerson(company.id)
    await run(updateUser, admin, { id: person.id, password: 'Another-horse-8' })
    await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(signIn(person.email, 'Another-horse-8')).resolves.toBeDefined()
    const [entry] = await entriesOf(person.id)
    expect(entry).toMatchObject({ action: 'UPDATE', changes: {} })
    expect(JSON.stringify(entry)).not.toContain('horse')
    await expect(
      run(updateUser, admin, { id: person.id, password: `x-${person.email}` }),
    ).rejects.toEqual(failsWith('invalid'))
  })

  it('lose access with deactivation and get it back', async () => {
    const person = await makePerson(company.id, { permissions: ['VIEW_USERS'] })
    const off = await run(updateUser, admin, { id: person.id, is_active: false })
    expect(off.is_active).toBe(false)
    await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
    await run(updateUser, admin, { id: person.id, is_active: true })
    expect((await signIn(person.email)).permissions).toEqual(['VIEW_USERS'])
    await expect(run(updateUser, admin, { id: admin.id, is_active: false })).rejects.toEqual(
      failsWith('own_account'),
    )
  })

  it('are deleted, after which their address and name are free', async () => {
    const input = somebody()
    const { id } = await run(createUser, admin, input)
    await run(deleteUser, admin, { id })
    await expect(run(getUser, admin, { id })).rejects.toEqual(failsWith('not_found'))
    await expect(run(deleteUser, admin, { id })).rejects.toEqual(failsWith('not_found'))
    expect((await entriesOf(id)).map(({ action }) => action)).toEqual(['CREATE', 'DELETE'])
    const again = await run(createUser, admin, input)
    expect(again.id).not.toBe(id)
    await expect(run(deleteUser, admin, { id: admin.id })).rejects.toEqual(failsWith('own_account'))
  })
})
