import { beforeAll, describe, expect, it } from 'vitest'
import { loginWithPassword } from '@/lib/auth/commands'
import { getMe } from '@/lib/auth/queries'
import { openSession } from '@/lib/auth/sessions'
import { systemPool } from '@/lib/core/database'
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
import { setPassword } from './account-commands'
import { createUser, replaceUser, updateUser } from './commands'
import { getUser } from './queries'

const NEW_PASSWORD = 'Battery-staple-9'

let admin: Person
let foreign: Person
let superuser: Person
let count = 0

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  foreign = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
})

const signIn = (email: string, password: string) =>
  run(loginWithPassword, null, { email, password, company: admin.company })
const adding = (email: string, more: object = {}) => ({
  username: `linked-${++count}`,
  email,
  password: NEW_PASSWORD,
  company: admin.company,
  ...more,
})

describe('an account', () => {
  it('does not get its own password or e-mail address from a session alone', async () => {
    const { id } = admin
    const own = await run(getUser, admin, { id })
    const password = NEW_PASSWORD
    for (const attempt of [
      () => run(setPassword, admin, { id, password }),
      () => run(setPassword, admin, { id: id.toUpperCase(), password }),
      () => run(setPassword, superuser, { id: superuser.id, password }),
      () => run(updateUser, admin, { id, password }),
      () => run(replaceUser, admin, { ...own, password }),
      () => run(updateUser, admin, { id, email: 'mine@example.com' }),
    ]) {
      await expect(attempt()).rejects.toEqual(failsWith('own_account'))
    }
    await run(replaceUser, admin, { ...own, first_name: 'Own', password: '' })
    await expect(signIn(admin.email, PASSWORD)).resolves.toBeDefined()
  })

  it("does not get them by way of a superuser's second user either", async () => {
    const boss = await makeSuperuser()
    const attempt = run(createUser, boss, adding(boss.email, { link_existing: true }))
    await expect(attempt).rejects.toEqual(failsWith('own_account'))
    const { id } = await run(createUser, superuser, adding(boss.email, { link_existing: true }))
    await expect(run(getMe, boss, {})).rejects.toEqual(failsWith('unauthenticated'))
    const sessionId = await systemPool().write(({ db }) =>
      openSession(db, boss.ctx, { companyId: boss.company, userId: boss.id }),
    )
    const again = run(setPassword, boss, { id, password: PASSWORD }, { sessionId })
    await expect(again).rejects.toEqual(failsWith('own_account'))
  })
})

describe('somebody who can already sign in', () => {
  it('is added only when a superuser asks for it, with a password that replaces the present one', async () => {
    const squatter = await makePerson(foreign.company)
    const { email } = squatter
    for (const [actor, more] of [
      [superuser, {}],
      [superuser, { link_existing: false }],
      [admin, { link_existing: true }],
    ] as const) {
      await expect(run(createUser, actor, adding(email, more))).rejects.toMatchObject({
        code: 'identities_email_taken',
        details: { errors: { email: expect.anything() } },
      })
    }
    await expect(
      run(createUser, superuser, adding(email, { link_existing: true, password: 'short' })),
    ).rejects.toEqual(failsWith('invalid'))
    await expect(run(getMe, squatter, {})).resolves.toBeDefined()
    const { id } = await run(createUser, superuser, adding(email, { link_existing: true }))
    await expect(run(getMe, squatter, {})).rejects.toEqual(failsWith('unauthenticated'))
    await expect(signIn(email, PASSWORD)).rejects.toEqual(failsWith('invalid_credentials'))
    expect((await signIn(email, NEW_PASSWORD)).user.id).toBe(id)
    const [entry] = await entriesOf(id)
    expect(entry!.details).toContain('set their password')
    expect(JSON.stringify(entry)).not.toMatch(/elsewhere|staple/)
  })
})
