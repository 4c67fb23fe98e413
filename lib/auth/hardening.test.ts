import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { changePassword, endOwnSession, loginWithPassword } from './commands'
import { getOwnSession } from './queries'

let person: Person
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => error.code,
  )
const entriesOf = (requestId: string) =>
  systemPool().read(async ({ db }) => [
    ...(await db.execute(
      sql`select action, outcome from audit_logs where request_id = ${requestId}`,
    )),
  ])
const guess = (credentials: { email?: string; username?: string }) =>
  codeOf(run(loginWithPassword, null, { ...credentials, password: 'wrong' }))

beforeAll(async () => {
  person = await makeAdministrator((await makeCompany()).id)
})

it('does not tell by a lock whose username it is', async () => {
  const username = `name-${uuidv7()}`
  const victim = await makePerson(person.company, { username })
  for (let attempt = 0; attempt < 5; attempt++) await guess({ email: victim.email })
  expect(await guess({ email: victim.email })).toBe('locked')
  expect(await guess({ username })).toBe('invalid_credentials')
  const right = codeOf(run(loginWithPassword, null, { username, password: PASSWORD }))
  expect(await right).toBe('invalid_credentials')
})

it('gives a username no second set of guesses', async () => {
  const username = `name-${uuidv7()}`
  const victim = await makePerson(person.company, { username })
  for (let attempt = 0; attempt < 5; attempt++) await guess({ username })
  expect(await guess({ username })).toBe('locked')
  expect(await guess({ email: victim.email })).toBe('locked')
})

it('keeps nothing of what a stranger typed', async () => {
  const typed = 'P@ssw0rd!2024'
  await guess({ email: typed })
  const rows = await systemPool().read(({ db }) =>
    db.execute(sql`select 1 from audit_logs where details like '%ssw0rd%'`),
  )
  expect(rows).toHaveLength(0)
})

it('leaves an entry for attempts during a lock and for a wrong current password', async () => {
  const victim = await makePerson(person.company)
  for (let attempt = 0; attempt < 5; attempt++) await guess({ email: victim.email })
  const requestId = uuidv7()
  const attempt = run(
    loginWithPassword,
    null,
    { email: victim.email, password: 'x' },
    { requestId },
  )
  expect(await codeOf(attempt)).toBe('locked')
  expect(await entriesOf(requestId)).toMatchObject([{ action: 'LOGIN_FAILED' }])
  const other = await makePerson(person.company)
  const secondId = uuidv7()
  const change = { current_password: 'wrong', new_password: 'Fresh-water-9' }
  expect(await codeOf(run(changePassword, other, change, { requestId: secondId }))).toBe('invalid')
  expect(await entriesOf(secondId)).toMatchObject([
    { action: 'PASSWORD_CHANGE', outcome: 'failure' },
  ])
})

it('lets one of two password changes at once win, and repeats an answered one', async () => {
  const someone = await makePerson(person.company)
  const change = (password: string, idempotencyKey?: string) =>
    codeOf(
      run(
        changePassword,
        someone,
        { current_password: PASSWORD, new_password: password },
        { idempotencyKey },
      ),
    )
  const outcomes = await Promise.all([change('Fresh-water-9', 'k1'), change('Other-river-8', 'k2')])
  expect(outcomes.toSorted()).toEqual(['done', 'password_changed_meanwhile'])
  const isFirst = outcomes[0] === 'done'
  const repeated = isFirst ? change('Fresh-water-9', 'k1') : change('Other-river-8', 'k2')
  expect(await repeated).toBe('done')
})

it('ends a session with the entity tag of its own GET', async () => {
  const shown = await run(getOwnSession, person, { id: person.sessionId })
  const { entityTag } = await import('@/lib/core/etag')
  const done = run(endOwnSession, person, { id: shown.id }, { ifMatch: entityTag(shown) })
  expect(await codeOf(done)).toBe('done')
})
