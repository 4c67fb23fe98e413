import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { getMe } from '@/lib/auth/queries'
import { requestPool, systemPool } from '@/lib/core/database'
import { entityTag } from '@/lib/core/etag'
import { failsWith } from '@/lib/testing/expecting'
import { makeAdministrator, makeCompany, makePerson, type Person, run } from '@/lib/testing/sandbox'
import { failToSignIn, signIn } from '@/lib/testing/signing-in'
import { endUserSession, requirePasswordChange } from './account-commands'
import { lockUser, unlockUser } from './lock-commands'
import { getUser, listUserSessions } from './queries'
import { assignRole } from './role-commands'
import { getUserSignIn } from './sign-in-queries'

let admin: Person

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
})

it('tells of a lock after failed sign-ins that nobody made it', async () => {
  const person = await makePerson(admin.company)
  await failToSignIn(person.email)
  const told = await run(getUserSignIn, admin, { id: person.id })
  expect(told.lock).toEqual({ until: expect.any(String), by: null, audit_entry: null })
})

it('tells who must choose a new password', async () => {
  const { id } = await makePerson(admin.company)
  await run(requirePasswordChange, admin, { id })
  const told = { must_change_password: true, lock: null }
  expect(await run(getUserSignIn, admin, { id })).toEqual(told)
})

it('ends one session and leaves the others', async () => {
  const person = await makePerson(admin.company)
  await signIn(person.email)
  const sessions = () => run(listUserSessions, admin, { id: person.id })
  const session_id = person.sessionId
  await run(endUserSession, admin, { id: person.id, session_id })
  await expect(run(getMe, person, {})).rejects.toEqual(failsWith('unauthenticated'))
  expect((await sessions()).rows).toHaveLength(1)
  const [reason] = await systemPool().read(({ db }) =>
    db.execute<{ ended_reason: string }>(
      sql`select ended_reason from sessions where id = ${session_id}::uuid`,
    ),
  )
  expect(reason).toEqual({ ended_reason: 'ended by an administrator' })
  const again = run(endUserSession, admin, { id: person.id, session_id })
  await expect(again).rejects.toEqual(failsWith('not_found'))
  const [mine] = (await run(listUserSessions, admin, { id: admin.id })).rows
  const wrong = run(endUserSession, admin, { id: person.id, session_id: mine!.id })
  await expect(wrong).rejects.toEqual(failsWith('not_found'))
})

it('tells the tag of what a change has made, and nothing of one that changed nothing', async () => {
  const person = await makePerson(admin.company)
  const [role] = (await run(getMe, admin, {})).user.roles
  const tags: string[] = []
  const ctx = { onChange: (tag: string) => void tags.push(tag) }
  await run(assignRole, admin, { id: person.id, role_id: role!.id }, ctx)
  await run(assignRole, admin, { id: person.id, role_id: role!.id }, ctx)
  expect(tags).toEqual([entityTag(await run(getUser, admin, { id: person.id }))])
  await run(lockUser, admin, { id: person.id }, ctx)
  const stale = run(unlockUser, admin, { id: person.id }, { ifMatch: tags[0] })
  await expect(stale).rejects.toEqual(failsWith('stale'))
  await expect(
    run(unlockUser, admin, { id: person.id }, { ifMatch: tags[1] }),
  ).resolves.toBeDefined()
})

it('asks the database for nobody of another company', async () => {
  const [own, other] = [await makePerson(admin.company), await makePerson((await makeCompany()).id)]
  const told = await requestPool().read(async ({ db }) => {
    await db.execute(sql`select set_config('app.company_id', ${admin.company}, true)`)
    return db.execute(sql`
      select app.must_choose_password(${own.id}::uuid) as own,
        app.must_choose_password(${other.id}::uuid) as other`)
  })
  expect([...told]).toEqual([{ own: false, other: null }])
})
