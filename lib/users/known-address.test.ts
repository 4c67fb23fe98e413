import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { loginWithPassword } from '@/lib/auth/commands'
import { acceptInvitation, showInvitation } from '@/lib/auth/invitation-commands'
import { resetPassword } from '@/lib/auth/reset-commands'
import { systemPool } from '@/lib/core/database'
import { tokenIn } from '@/lib/testing/mailing'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { createUser } from './commands'
import { inviteUsers } from './invitation-commands'
import { sendReset } from './link-commands'
import { assignRole } from './role-commands'

let home: Person
let known: Person
let inviter: Person

beforeAll(async () => {
  const company = (await makeCompany()).id
  home = await makeAdministrator(company)
  known = await makePerson(company)
  inviter = await makeAdministrator((await makeCompany()).id)
})

const hashOf = async (email: string) => {
  const [row] = await systemPool().read(({ db }) =>
    db.execute<{ password_hash: string }>(
      sql`select password_hash from identities where email_normalised = ${email}`,
    ),
  )
  return row?.password_hash
}

const names = { first_name: 'Kim', last_name: 'Known' }

it('an address that signs in elsewhere joins with its present password and keeps it', async () => {
  const before = await hashOf(known.email)
  const stranger = `stranger-${known.id}@example.com`
  const results = await run(inviteUsers, inviter, { emails: [known.email, stranger] })
  // Nothing tells the inviter which of them has an account.
  expect(results.map(({ status, message }) => [status, message])).toEqual([
    ['invited', results[0]!.message],
    ['invited', results[0]!.message],
  ])
  const token = tokenIn(results[0]!.link!)
  expect(await run(showInvitation, null, { token })).toMatchObject({ has_account: true })
  const accept = (password: string) => run(acceptInvitation, null, { token, password, ...names })
  await expect(accept('My-own-choice-1')).rejects.toMatchObject({ code: 'invalid_credentials' })
  expect(await hashOf(known.email)).toBe(before)
  const answer = await accept(PASSWORD)
  expect(answer.user.company).toBe(inviter.company)
  expect(answer.companies).toHaveLength(2)
  expect(await hashOf(known.email)).toBe(before)
  // A link that the new administrator would see could open the other company too.
  await expect(run(sendReset, inviter, { id: answer.user.id })).rejects.toMatchObject({
    code: 'identity_shared',
  })
  await expect(run(sendReset, home, { id: known.id })).rejects.toMatchObject({
    code: 'identity_shared',
  })
})

it('a link that an administrator was shown dies when the person may do more than they', async () => {
  const clerk = await makePerson(home.company, { permissions: ['UPDATE_USER'] })
  const { id, company } = await makePerson(home.company)
  const { link } = await run(sendReset, clerk, { id })
  await run(assignRole, home, { id, role_id: await makeRole(company, ['DELETE_USER']) })
  const answer = { token: tokenIn(link!), password: 'My-own-choice-1' }
  await expect(run(resetPassword, null, answer)).rejects.toMatchObject({ code: 'reset_expired' })
  await expect(run(sendReset, clerk, { id })).rejects.toMatchObject({ kind: 'FORBIDDEN' })
})

it('guesses at the password of an account by way of its invitation lock it', async () => {
  const person = await makePerson(home.company)
  const [result] = await run(inviteUsers, inviter, { emails: [person.email] })
  const token = tokenIn(result!.link!)
  const guess = (password: string) =>
    run(acceptInvitation, null, { token, password, ...names }).catch((error: unknown) => error)
  for (let i = 0; i < 5; i++) await guess(`Guess-number-${i}`)
  expect(await guess(PASSWORD)).toMatchObject({ kind: 'LOCKED' })
})

it('an invitation keeps nobody from the address, and does not open what they make of it', async () => {
  const email = `wanted-${home.id}@example.com`
  const [result] = await run(inviteUsers, inviter, { emails: [email] })
  const made = { username: 'wanted', email, password: PASSWORD }
  await run(createUser, home, made)
  const token = tokenIn(result!.link!)
  const password = 'My-own-choice-1'
  await expect(run(acceptInvitation, null, { token, password, ...names })).rejects.toMatchObject({
    code: 'invalid_credentials',
  })
  await run(loginWithPassword, null, { email, password: PASSWORD })
})

it('an invited person cannot sign in, by address or by username', async () => {
  const email = `nobody-yet-${home.id}@example.com`
  const [result] = await run(inviteUsers, inviter, { emails: [email] })
  for (const typed of [email, result!.user!.name]) {
    for (const password of ['', 'x', PASSWORD]) {
      await expect(run(loginWithPassword, null, { email: typed, password })).rejects.toMatchObject({
        code: 'invalid_credentials',
      })
    }
  }
})
