import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { onOwnMail, tokenIn } from '@/lib/testing/mailing'
import {
  contextFor,
  entriesOf,
  makeAdministrator,
  makeCompany,
  makePerson,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { sendReset } from '@/lib/users/link-commands'
import { changePassword, loginWithPassword } from './commands'
import { getMe } from './queries'
import { forgotPassword, resetPassword } from './reset-commands'

const NEXT = 'Another-horse-9'
const { box, deliver } = onOwnMail('reset', { isSent: true })

let company: string
let person: Person

beforeEach(async () => {
  await deliver()
  box.messages.length = 0
  company = (await makeCompany()).id
  person = await makePerson(company)
})

const as = (statement: ReturnType<typeof sql>) =>
  systemPool().write(({ db }) => db.execute(statement))
const forget = (email: string, ip = '192.0.2.7') => run(forgotPassword, null, { email }, { ip })
const reset = (token: string, password = NEXT) => run(resetPassword, null, { token, password })
const signIn = (password: string) => run(loginWithPassword, null, { email: person.email, password })

async function askForLink(): Promise<string> {
  await forget(person.email)
  await deliver()
  return tokenIn(box.to(person.email).at(-1)!.text)
}

const gone = { kind: 'INVALID', code: 'reset_expired' }

describe('a forgotten password', () => {
  it('is replaced by a link, which ends sessions, unlocks, leaves an entry and a notice', async () => {
    const token = await askForLink()
    for (let i = 0; i < 5; i++) await signIn('Wrong-horse-1').catch(() => {})
    await expect(signIn(PASSWORD)).rejects.toMatchObject({ kind: 'LOCKED' })
    expect(await reset(token)).toEqual({ message: 'Password reset successfully' })
    await expect(run(getMe, person, {})).rejects.toMatchObject({ kind: 'UNAUTHENTICATED' })
    expect((await signIn(NEXT)).user.id).toBe(person.id)
    const entries = await entriesOf(person.id)
    expect(entries.map(({ action }) => action)).toContain('PASSWORD_CHANGE')
    expect(JSON.stringify(entries)).not.toContain(token)
    const [event] = await as(sql`
      select 1 from outbox where user_id = ${person.id}::uuid and event = 'session.revoked'`)
    expect(event).toBeDefined()
    await deliver()
    expect(box.to(person.email).at(-1)!.subject).toBe('Your password was changed')
  })

  it('has links that work once, of which only the newest, and for 30 minutes', async () => {
    const first = await askForLink()
    const second = await askForLink()
    await expect(reset(first)).rejects.toMatchObject(gone)
    await reset(second)
    await expect(reset(second)).rejects.toMatchObject(gone)
    await expect(reset('x'.repeat(43))).rejects.toMatchObject(gone)
    const third = await askForLink()
    await as(sql`update one_time_links set expires_at = now() where user_id = ${person.id}::uuid`)
    await expect(reset(third)).rejects.toMatchObject(gone)
  })

  it('of 50 uses at once lets one through', async () => {
    const token = await askForLink()
    const uses = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) => reset(token, `Another-horse-${i}x`)),
    )
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const use of uses) if (use.status === 'rejected') expect(use.reason).toMatchObject(gone)
  })

  it('has links that die when the password changes, and with the person and the company', async () => {
    const token = await askForLink()
    const next = { current_password: PASSWORD, new_password: NEXT }
    await run(changePassword, person, next)
    await expect(reset(token)).rejects.toMatchObject(gone)
    const other = await askForLink()
    for (const [off, on] of [
      [
        sql`update users set is_active = false where id = ${person.id}::uuid`,
        sql`update users set is_active = true where id = ${person.id}::uuid`,
      ],
      [
        sql`update companies set is_active = false where id = ${company}::uuid`,
        sql`update companies set is_active = true where id = ${company}::uuid`,
      ],
    ] as const) {
      await as(off)
      await expect(reset(other)).rejects.toMatchObject(gone)
      box.messages.length = 0
      await forget(person.email)
      await deliver()
      expect(box.messages).toEqual([])
      await as(on)
    }
    await reset(other, 'Third-horse-10')
  })

  it('is chosen under the same policy, and a refused one does not use the link up', async () => {
    const token = await askForLink()
    await expect(reset(token, 'password')).rejects.toMatchObject({
      kind: 'INVALID',
      details: { errors: { password: expect.anything() } },
    })
    await reset(token)
  })
})

it('an administrator sends a link that only the mailbox sees', async () => {
  const admin = await makeAdministrator(company)
  const answer = await run(sendReset, admin, { id: person.id })
  expect(answer).toEqual({ message: 'Link sent', expires_at: expect.any(String) })
  await deliver()
  await reset(tokenIn(box.to(person.email)[0]!.text))
})

describe('asking for a link', () => {
  it('gives the same answer and writes the same for everybody', async () => {
    const answers = [await forget(person.email), await forget('nobody@nowhere.example')]
    expect(answers[0]).toEqual(answers[1])
    const rows = await as(sql`select template, user_id, link_id from mail_outbox`)
    expect([...rows]).toEqual([
      { template: 'reset_request', user_id: null, link_id: null },
      { template: 'reset_request', user_id: null, link_id: null },
    ])
    await deliver()
    expect(box.messages.map(({ to }) => to)).toEqual([person.email])
    expect([...(await as(sql`select 1 from mail_outbox`))]).toEqual([])
  })

  it('fills nobody’s mailbox, and tells nobody that it does not', async () => {
    for (let i = 0; i < 8; i++) {
      expect((await forget(person.email, `198.51.100.${i}`)).message).toMatch(/^If an account/)
      await deliver()
    }
    expect(box.to(person.email)).toHaveLength(5)
  })

  it('is limited per address', async () => {
    const ip = '203.0.113.200'
    for (let i = 0; i < 60; i++) await forget(`someone-${i}@nowhere.example`, ip)
    await expect(forget('someone@nowhere.example', ip)).rejects.toMatchObject({
      kind: 'RATE_LIMITED',
    })
    await deliver()
  })

  it('leads to our own address, and keeps the token out of the database', async () => {
    await run(forgotPassword, null, { email: person.email }, contextFor(null))
    await deliver()
    const { text } = box.to(person.email)[0]!
    expect(text).toContain('http://localhost:3000/reset-password?token=')
    const token = tokenIn(text)
    const [row] = await as(sql`
      select to_jsonb(l)::text as link, (select string_agg(to_jsonb(a)::text, '') from audit_logs a) as trail
      from one_time_links l where user_id = ${person.id}::uuid`)
    expect(`${row!.link}${row!.trail}`).not.toContain(token)
  })
})
