import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { changePassword, endOtherSessions, endOwnSession } from '@/lib/auth/commands'
import { openSession } from '@/lib/auth/sessions'
import {
  createCompany,
  deleteCompany,
  replaceCompany,
  updateCompany,
} from '@/lib/companies/commands'
import {
  assignPermissions,
  createRole,
  deleteRole,
  replaceRole,
  updateRole,
} from '@/lib/roles/commands'
import { allOperations } from '@/lib/testing/operations'
import {
  contextFor,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { endUserSessions, setPassword, unlockUser } from '@/lib/users/account-commands'
import { createUser, deleteUser, replaceUser, updateUser } from '@/lib/users/commands'
import { assignCompany } from '@/lib/users/company-commands'
import { assignRole, removeRole } from '@/lib/users/role-commands'
import { systemPool } from './database'
import type { Operation } from './operation'

const NEW_PASSWORD = 'Quite-another-8'

interface Entry extends Record<string, unknown> {
  company_id: string
  action: string
  user_id: string
  user_email: string
  ip_address: string
  user_agent: string
  resource_type: string
  details: string
  changes: Record<string, { before: unknown; after: unknown }>
}

const entriesOf = (requestId: string) =>
  systemPool().read(({ db }) =>
    db.execute<Entry>(sql`select * from audit_logs where request_id = ${requestId}`),
  )

interface Case {
  operation: Operation
  action: string
  actor?: Person
  input: object
  /** A field whose change the entry must show. */
  shows?: string
}

let admin: Person
let superuser: Person
let cases: Record<string, () => Promise<Case>>

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  superuser = await makeSuperuser()
  const person = () => makePerson(admin.company)
  const role = () => makeRole(admin.company, ['VIEW_USERS'])
  const company = async () => ({ id: (await makeCompany()).id, name: `Company ${uuidv7()}` })
  const account = () => ({ username: `u-${uuidv7()}`, email: `${uuidv7()}@example.com` })
  const assigned = async () => {
    const [id, role_id] = [(await person()).id, await role()]
    await run(assignRole, admin, { id, role_id })
    return { id, role_id }
  }
  cases = {
    createRole: async () => ({
      operation: createRole,
      action: 'CREATE',
      input: { name: uuidv7(), permissions: ['VIEW_USERS'] },
      shows: 'permissions',
    }),
    replaceRole: async () => ({
      operation: replaceRole,
      action: 'UPDATE',
      input: { id: await role(), name: uuidv7() },
      shows: 'name',
    }),
    updateRole: async () => ({
      operation: updateRole,
      action: 'UPDATE',
      input: { id: await role(), description: 'x' },
      shows: 'description',
    }),
    assignPermissions: async () => ({
      operation: assignPermissions,
      action: 'ASSIGN_PERMISSIONS',
      input: { id: await role(), permissions: [] },
      shows: 'permissions',
    }),
    deleteRole: async () => ({
      operation: deleteRole,
      action: 'DELETE',
      input: { id: await role() },
      shows: 'name',
    }),
    createUser: async () => ({
      operation: createUser,
      action: 'CREATE',
      input: { ...account(), password: PASSWORD },
      shows: 'email',
    }),
    replaceUser: async () => ({
      operation: replaceUser,
      action: 'UPDATE',
      input: { id: (await person()).id, ...account(), password: NEW_PASSWORD },
      shows: 'email',
    }),
    updateUser: async () => ({
      operation: updateUser,
      action: 'UPDATE',
      input: { id: (await person()).id, is_active: false },
      shows: 'is_active',
    }),
    deleteUser: async () => ({
      operation: deleteUser,
      action: 'DELETE',
      input: { id: (await person()).id },
      shows: 'username',
    }),
    assignRole: async () => ({
      operation: assignRole,
      action: 'ASSIGN_ROLE',
      input: { id: (await person()).id, role_id: await role() },
      shows: 'roles',
    }),
    removeRole: async () => ({
      operation: removeRole,
      action: 'REMOVE_ROLE',
      input: await assigned(),
      shows: 'roles',
    }),
    assignCompany: async () => ({
      operation: assignCompany,
      action: 'ASSIGN_COMPANY',
      actor: superuser,
      input: { id: (await person()).id, company_id: (await company()).id },
      shows: 'company',
    }),
    setPassword: async () => ({
      operation: setPassword,
      action: 'PASSWORD_CHANGE',
      input: { id: (await person()).id, password: NEW_PASSWORD },
    }),
    unlockUser: async () => ({
      operation: unlockUser,
      action: 'UNLOCK',
      input: { id: (await locked()).id },
    }),
    endUserSessions: async () => ({
      operation: endUserSessions,
      action: 'SESSION_REVOKE',
      input: { id: (await person()).id },
    }),
    createCompany: async () => ({
      operation: createCompany,
      action: 'CREATE',
      actor: superuser,
      input: { name: uuidv7() },
      shows: 'name',
    }),
    replaceCompany: async () => ({
      operation: replaceCompany,
      action: 'UPDATE',
      actor: superuser,
      input: await company(),
      shows: 'name',
    }),
    updateCompany: async () => ({
      operation: updateCompany,
      action: 'UPDATE',
      actor: superuser,
      input: { ...(await company()), is_active: false },
      shows: 'is_active',
    }),
    deleteCompany: async () => ({
      operation: deleteCompany,
      action: 'DELETE',
      actor: superuser,
      input: await company(),
      shows: 'name',
    }),
    changePassword: async () => ({
      operation: changePassword,
      action: 'PASSWORD_CHANGE',
      actor: await person(),
      input: { current_password: PASSWORD, new_password: NEW_PASSWORD },
    }),
    endOwnSession: async () => {
      const actor = await person()
      return {
        operation: endOwnSession,
        action: 'SESSION_REVOKE',
        actor,
        input: { id: await secondSession(actor) },
      }
    },
    endOtherSessions: async () => {
      const actor = await person()
      await secondSession(actor)
      return { operation: endOtherSessions, action: 'SESSION_REVOKE', actor, input: {} }
    },
  }
  const locked = async () => {
    const someone = await person()
    await systemPool().write(({ db }) =>
      db.execute(
        sql`update users set locked_until = now() + interval '5 minutes' where id = ${someone.id}::uuid`,
      ),
    )
    return someone
  }
})

const secondSession = (person: Person) =>
  systemPool().write(({ db }) =>
    openSession(db, contextFor(null), { companyId: person.company, userId: person.id }),
  )

const commands = (await allOperations()).filter(({ operation }) => operation.kind === 'command')

describe.each(commands)('$name', ({ name }) => {
  it('leaves exactly one entry that says who, from where, what, before and after', async () => {
    expect(cases[name], `a case for ${name}`).toBeDefined()
    const { operation, action, actor = admin, input, shows } = await cases[name]!()
    const requestId = uuidv7()
    await run(operation, actor, input as never, { requestId })
    const entries = await entriesOf(requestId)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      action,
      user_id: actor.id,
      user_email: actor.email,
      ip_address: '192.0.2.7',
      user_agent: 'test',
      resource_type: operation.resource,
      outcome: 'success',
    })
    expect(entries[0]!.details).toMatch(/^[A-Z].+\.$/)
    if (shows) expect(entries[0]!.changes[shows]).toHaveProperty('before')
    const text = JSON.stringify(entries)
    for (const secret of [PASSWORD, NEW_PASSWORD, '$2']) expect(text).not.toContain(secret)
  })

  it('is undone when its entry cannot be written', async () => {
    const { operation, actor = admin, input } = await cases[name]!()
    const before = await fingerprint()
    // PostgreSQL refuses a NUL in a text, so only the entry's own insert fails.
    const refused = run(operation, actor, input as never, { requestId: 'a\0b' })
    await expect(refused).rejects.toMatchObject({ kind: 'INTERNAL' })
    expect(await fingerprint()).toEqual(before)
  })
})

/** The versions of all rows of the companies under test; any write would change one. */
const fingerprint = () =>
  systemPool().read(async ({ db }) => {
    const rows = await db.execute(sql`
      select 'users' as t, id::text, xmin::text from users where company_id = ${admin.company}::uuid
      union all select 'roles', id::text, xmin::text from roles where company_id = ${admin.company}::uuid
      union all select 'user_roles', id::text, xmin::text from user_roles where company_id = ${admin.company}::uuid
      union all select 'role_permissions', id::text, xmin::text from role_permissions where company_id = ${admin.company}::uuid
      union all select 'identities', i.id::text, i.xmin::text from identities i join users u on u.identity_id = i.id where u.company_id = ${admin.company}::uuid
      order by 1, 2, 3`)
    return [...rows]
  })

it('writes a refusal too, with who was refused what', async () => {
  const nobody = await makePerson(admin.company)
  const requestId = uuidv7()
  await run(createRole, nobody, { name: 'x' }, { requestId }).catch(() => {})
  const [entry] = await entriesOf(requestId)
  expect(entry).toMatchObject({ action: 'DENIED', outcome: 'denied', user_id: nobody.id })
  expect(entry!.details).toContain('CREATE_ROLE')
})
