import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { acceptInvitation } from '@/lib/auth/invitation-commands'
import { systemPool } from '@/lib/core/database'
import { invite, newAddress } from '@/lib/testing/inviting'
import { onOwnMail, tokenIn } from '@/lib/testing/mailing'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { inviteUsers } from './invitation-commands'
import { resendInvitation } from './link-commands'

const { box, deliver } = onOwnMail('inviting', { isSent: false })

let company: { id: string; name: string }
let admin: Person
let role: string

beforeAll(async () => {
  company = await makeCompany()
  admin = await makeAdministrator(company.id)
  role = await makeRole(company.id, ['VIEW_USERS'])
})

const write = (statement: ReturnType<typeof sql>) =>
  systemPool().write(({ db }) => db.execute(statement))
const inviteOne = (email?: string) => invite(admin, [role], email)
describe('inviting', () => {
  it('answers for each address', async () => {
    const [known, fresh] = [await inviteOne(), newAddress()]
    const emails = [
      fresh,
      ` ${fresh.toUpperCase()} `,
      'nonsense',
      'a@b.example\r\nBcc: c@d.example',
      admin.email,
      known.email,
    ]
    const results = await run(inviteUsers, admin, { emails })
    expect(results.map(({ status }) => status)).toEqual([
      'invited',
      'invalid',
      'invalid',
      'already_member',
      'already_member',
    ])
  })

  it('gives nobody what the inviter may not give', async () => {
    const powerful = await makeRole(company.id, ['DELETE_USER'])
    const foreign = await makeRole((await makeCompany()).id, ['VIEW_USERS'])
    const plain = await makePerson(company.id, { permissions: ['CREATE_USER'] })
    const clerk = await makePerson(company.id, { permissions: ['CREATE_USER', 'ASSIGN_ROLES'] })
    const attempt = (by: Person, id: string) =>
      run(inviteUsers, by, { emails: [newAddress()], role_ids: [id] })
    await expect(attempt(plain, role)).rejects.toMatchObject({
      details: { missingPermission: 'ASSIGN_ROLES' },
    })
    await expect(attempt(clerk, powerful)).rejects.toMatchObject({
      details: { missingPermission: 'DELETE_USER' },
    })
    await expect(attempt(admin, foreign)).rejects.toMatchObject({ kind: 'INVALID' })
  })

  it('hands on no rights that somebody else adds before a link that was shown is used', async () => {
    const clerk = await makePerson(company.id, { permissions: ['CREATE_USER'] })
    const { id, token } = await invite(clerk, [])
    await write(sql`
      insert into user_roles (company_id, id, user_id, role_id)
      values (${company.id}::uuid, gen_random_uuid(), ${id}::uuid, ${role}::uuid)`)
    const answer = { token, first_name: '', last_name: '', password: 'Invited-horse-7' }
    await expect(run(acceptInvitation, null, answer)).rejects.toMatchObject({
      code: 'invitation_expired',
    })
  })

  it('keeps no link for a repeated request', async () => {
    const input = { emails: [newAddress()] }
    const key = { idempotencyKey: 'again' }
    const [first] = await run(inviteUsers, admin, input, key)
    const [second] = await run(inviteUsers, admin, input, key)
    expect(first!.link).toBeDefined()
    expect(second).toEqual({ ...first, link: undefined })
    const [row] = await write(
      sql`select string_agg(response::text, '') as kept from idempotency_keys`,
    )
    expect(row!.kept).not.toContain(tokenIn(first!.link!))
  })

  it('fills nobody’s mailbox', async () => {
    const { id, email } = await inviteOne()
    for (let i = 0; i < 4; i++) await run(resendInvitation, admin, { id })
    await expect(run(resendInvitation, admin, { id })).rejects.toMatchObject({
      kind: 'RATE_LIMITED',
    })
    await deliver()
    expect(box.messages.filter(({ to }) => to === email)).toHaveLength(1)
  })
})
