import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { acceptInvitation } from '@/lib/auth/invitation-commands'
import { systemPool } from '@/lib/core/database'
import { getReadiness } from '@/lib/health/queries'
import { eventually } from '@/lib/testing/eventually'
import { tokenIn } from '@/lib/testing/mailing'
import { onOwnDatabase } from '@/lib/testing/own-database'
import { makeAdministrator, makeCompany, type Person, run } from '@/lib/testing/sandbox'
import { SmtpStandIn } from '@/lib/testing/smtp-stand-in'
import { inviteUsers } from '@/lib/users/invitation-commands'
import { writeLetter } from './letter'
import { sendDue, startMailing } from './sender'
import { mailTransport, type Transport } from './transport'

const server = new SmtpStandIn()
let transport: Transport
let admin: Person

beforeAll(async () => {
  process.env.SMTP_URL = await server.start()
  process.env.MAIL_FROM = 'Acme ERP <no-reply@acme.example>'
})
onOwnDatabase('mail')
beforeAll(async () => {
  transport = mailTransport()
  admin = await makeAdministrator((await makeCompany('Évil <b>& Co\r\nBcc: x@evil.example')).id)
})
afterAll(async () => {
  transport.close()
  await server.stop()
})
beforeEach(() => {
  server.behaviour = 'ok'
  server.messages.length = 0
})

const execute = (statement: ReturnType<typeof sql>) =>
  systemPool().write(({ db }) => db.execute(statement))
const send = () => sendDue(transport, systemPool())
const decode = (source: string) =>
  source
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
const invite = async (email: string, message?: string) => {
  const [result] = await run(inviteUsers, admin, { emails: [email], message })
  return result!
}

it('is sent after the commit, even by a process that did not write it, and never shows its link', async () => {
  const result = await invite('ada@example.com', 'Welcome!\n<script>alert(1)</script>')
  expect(result).toMatchObject({ status: 'invited' })
  expect(result).not.toHaveProperty('link')
  const [row] = await execute(sql`select to_jsonb(m)::text as waiting from mail_outbox m`)
  await send()
  const [message] = server.messages
  expect(message!.recipients).toEqual(['ada@example.com'])
  const text = decode(message!.source)
  const token = tokenIn(text)
  expect(row!.waiting).not.toContain(token)
  expect(text).toContain('http://localhost:3000/invite/')
  expect(text).toContain('&lt;script&gt;')
  expect(message!.source.split('\n\n')[0]).not.toMatch(/^bcc:/im)
  expect([...(await execute(sql`select 1 from mail_outbox`))]).toEqual([])
  const names = { first_name: 'Ada', last_name: 'L', password: 'Invited-horse-7' }
  await run(acceptInvitation, null, { token, ...names })
})

it('waits for a server that refuses, is counted as stuck and told of once, without its link', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  server.behaviour = 'refuses'
  await invite('bob@example.com')
  for (let i = 0; i < 6; i++) {
    await send()
    await execute(sql`update mail_outbox set available_at = now()`)
  }
  const [row] = await execute(sql`select attempts, last_error from mail_outbox`)
  expect(row).toEqual({ attempts: 6, last_error: 'The mail server answered with 550.' })
  expect(told).toHaveBeenCalledTimes(1)
  told.mockRestore()
  const { checks } = await run(getReadiness, null, {})
  expect(checks.mail).toEqual({ pending: 1, stuck: 1 })
  server.behaviour = 'ok'
  await send()
  expect(server.messages).toHaveLength(1)
})

it('goes nowhere once its link is dead', async () => {
  const { user } = await invite('cleo@example.com')
  await execute(sql`update one_time_links set revoked_at = now() where user_id = ${user!.id}::uuid`)
  await send()
  expect(server.messages).toEqual([])
  expect([...(await execute(sql`select 1 from mail_outbox`))]).toEqual([])
})

it('is sent once by two instances, woken by the commit', async () => {
  const stops = [startMailing(), startMailing()]
  await new Promise((done) => setTimeout(done, 300))
  await Promise.all([1, 2, 3].map((n) => invite(`many-${n}@example.com`)))
  await eventually(() => expect(server.messages).toHaveLength(3))
  await Promise.all(stops.map((stop) => stop()))
  expect(server.messages.flatMap(({ recipients }) => recipients).sort()).toEqual(
    [1, 2, 3].map((n) => `many-${n}@example.com`),
  )
})

it('is kept as a private file without a server', async () => {
  vi.resetModules()
  vi.stubEnv('SMTP_URL', '')
  const { mailTransport: afresh } = await import('./transport')
  const letter = writeLetter('reset', { values: { company: 'A', name: 'B' }, url: 'http://x/y' })
  const id = crypto.randomUUID()
  await afresh().send({ ...letter, id, to: 'a@b.example', created_at: new Date().toISOString() })
  const folder = path.join(process.env.DATA_DIR!, 'mail')
  const file = path.join(folder, readdirSync(folder).find((name) => name.includes(id))!)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toMatch(/^To: a@b\.example/m)
  vi.unstubAllEnvs()
})

it('has no name that breaks a header or becomes markup', () => {
  const by = 'Eve\r\nBcc: all@example.com <img src=x>\u202e'
  const letter = writeLetter('invitation', {
    values: { by, company: '"A" & \n B' },
    url: 'http://x',
  })
  expect(letter.subject).toBe('Eve Bcc: all@example.com <img src=x> invited you to "A" & B')
  expect(letter.html).not.toContain('<img')
  expect(letter.html).toContain('&quot;A&quot; &amp;')
})
