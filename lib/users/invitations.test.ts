import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { acceptInvitation, showInvitation } from '@/lib/auth/invitation-commands'
import { showInviter } from '@/lib/auth/invitation-queries'
import { systemPool } from '@/lib/core/database'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { invite, newAddress } from '@/lib/testing/inviting'
import { tokenIn } from '@/lib/testing/mailing'
import {
  entriesOf,
  makeAdministrator,
  makeCompany,
  makeRole,
  makeSuperuser,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { setPassword } from './account-commands'
import { updateUser } from './commands'
import { assignCompany } from './company-commands'
import { resendInvitation, sendReset, withdrawInvitation } from './link-commands'
import { getUser, listUsers } from './queries'

const PASSWORD = 'Invited-horse-7'

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
const accept = (token: string, more: object = {}) =>
  run(acceptInvitation, null, {
    token,
    first_name: 'Ines',
    last_name: 'Vitale',
    password: PASSWORD,
    ...more,
  })
const gone = { kind: 'INVALID', code: 'invitation_expired' }

describe('an invitation', () => {
  it('adds somebody who joins with name and password, and is signed in with their roles', async () => {
    const { id, email, token } = await inviteOne()
    const pending = await run(getUser, admin, { id })
    expect(pending).toMatchObject({ status: 'invited', email, roles: [{ id: role }] })
    expect(pending.invitation!.expires_at > pending.invitation!.sent_at).toBe(true)
    const invited = await run(listUsers, admin, { status: 'invited' })
    expect(invited.rows.map((row) => row.id)).toContain(id)
    expect(await run(showInvitation, null, { token })).toMatchObject({
      company: company.name,
      email,
      has_account: false,
      roles: [{ permissions: [{ code: 'VIEW_USERS', description: 'See users' }] }],
    })
    const answer = await accept(token)
    expect(answer.user).toMatchObject({
      id,
      email,
      first_name: 'Ines',
      permissions: ['VIEW_USERS'],
    })
    expect(answer.access && answer.refresh).toBeTruthy()
    expect(await run(getUser, admin, { id })).toMatchObject({ status: 'active', invitation: null })
    const actions = (await entriesOf(id)).map(({ action, details }) => [action, details])
    expect(actions[0]).toEqual(['CREATE', expect.stringContaining(`Invited ${email} as Role`)])
    expect(actions.map(([action]) => action)).toEqual(['CREATE', 'UPDATE'])
    expect(JSON.stringify(actions)).not.toContain(token)
  })

  it('dies by use, a newer one, withdrawal, time and the end of person or company, all alike', async () => {
    const used = await inviteOne()
    await accept(used.token)
    const renewed = await inviteOne()
    const { link } = await run(resendInvitation, admin, { id: renewed.id })
    const withdrawn = await inviteOne()
    await run(withdrawInvitation, admin, { id: withdrawn.id })
    const late = await inviteOne()
    await write(sql`update one_time_links set expires_at = now() where user_id = ${late.id}::uuid`)
    const off = await inviteOne()
    await run(updateUser, admin, { id: off.id, is_active: false })
    const closed = await makeCompany()
    const there = await invite(await makeAdministrator(closed.id), [])
    await write(sql`update companies set is_active = false where id = ${closed.id}::uuid`)
    const dead = [used, renewed, withdrawn, late, off, there].map(({ token }) => token)
    for (const token of [...dead, 'never-was']) {
      await expect(accept(token)).rejects.toMatchObject(gone)
      await expect(run(showInvitation, null, { token })).rejects.toMatchObject(gone)
    }
    const asked = await Promise.all(dead.map((token) => run(showInviter, null, { token })))
    expect(asked.slice(0, -1).map((sender) => sender?.company)).toEqual(Array(5).fill(company.name))
    expect(asked.every((sender) => sender?.inviter)).toBe(true)
    expect(await run(showInviter, null, { token: 'never-was' })).toBeNull()
    await accept(tokenIn(link!))
    await expect(run(getUser, admin, { id: withdrawn.id })).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    })
    await inviteOne(withdrawn.email)
  })

  it('names its sender as the company knew them, whatever they are called elsewhere since', async () => {
    const sender = await makeAdministrator(company.id)
    const { token } = await invite(sender, [])
    const name = (await run(getUser, admin, { id: sender.id })).username
    const other = await makeAdministrator((await makeCompany()).id)
    await run(assignCompany, await makeSuperuser(), { id: sender.id, company_id: other.company })
    await run(updateUser, other, { id: sender.id, first_name: 'Other', last_name: 'Name' })
    const named = { company: company.name, inviter: name }
    expect(await run(showInvitation, null, { token })).toMatchObject(named)
    expect(await run(showInviter, null, { token })).toEqual(named)
  })

  it('is used once by 50 at the same moment', async () => {
    const { token } = await inviteOne()
    const uses = await Promise.allSettled(Array.from({ length: 50 }, () => accept(token)))
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('leaves sign-in, password and address of whoever has not joined alone', async () => {
    const { id } = await inviteOne()
    const pending = { code: 'invitation_pending' }
    await expect(run(setPassword, admin, { id, password: PASSWORD })).rejects.toMatchObject(pending)
    await expect(run(updateUser, admin, { id, email: newAddress() })).rejects.toMatchObject(pending)
    await expect(run(sendReset, admin, { id })).rejects.toMatchObject(pending)
    await expect(run(resendInvitation, admin, { id: admin.id })).rejects.toMatchObject({
      code: 'not_invited',
    })
  })

  it('makes nobody the administrator who stays before they have joined', async () => {
    const { id: alone } = await makeCompany()
    const only = await makeAdministrator(alone)
    const all = await makeRole(alone, COMPANY_PERMISSIONS)
    const { token } = await invite(only, [all])
    const leave = () =>
      write(sql`select current_count from app.administrators(${alone}::uuid)`).then(([row]) => row)
    expect(await leave()).toEqual({ current_count: 1 })
    await accept(token)
    expect(await leave()).toEqual({ current_count: 2 })
  })
})
