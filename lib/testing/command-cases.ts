import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { openSession } from '@/lib/auth/sessions'
import { systemPool } from '@/lib/core/database'
import { inviteUsers } from '@/lib/users/invitation-commands'
import { assignRole } from '@/lib/users/role-commands'
import {
  contextFor,
  makeCompany,
  makePerson,
  makeRole,
  PASSWORD,
  type Person,
  run,
} from './sandbox'

export const NEW_PASSWORD = 'Quite-another-8'

/** What to call a command with so that it has something to do, and what its audit entry must say. */
export interface CommandCase {
  action: string
  /** A field whose change the entry must show. */
  shows?: string
  /** Makes what the command needs; without an actor the administrator acts. */
  arrange(): Promise<{ input: object; actor?: Person }>
}

const openSecondSession = (person: Person) =>
  systemPool().write(({ db }) =>
    openSession(db, contextFor(null), { companyId: person.company, userId: person.id }),
  )

/** A case for every command, by its name; the audit tests fail for a command that has none. */
export function commandCases(admin: Person, superuser: Person): Record<string, CommandCase> {
  const person = () => makePerson(admin.company)
  const role = () => makeRole(admin.company, ['VIEW_USERS'])
  const account = () => ({ username: `u-${uuidv7()}`, email: `${uuidv7()}@example.com` })

  const onRole = (more: () => object) => async () => ({ input: { id: await role(), ...more() } })
  const onUser = (more: () => object) => async () => ({
    input: { id: (await person()).id, ...more() },
  })
  const onCompany = (more: object) => async () => ({
    actor: superuser,
    input: { id: (await makeCompany()).id, name: `Company ${uuidv7()}`, ...more },
  })
  const onOneself = (input: (actor: Person) => Promise<object>) => async () => {
    const actor = await person()
    return { actor, input: await input(actor) }
  }
  const assigned = async () => {
    const input = { id: (await person()).id, role_id: await role() }
    await run(assignRole, admin, input)
    return { input }
  }
  const locked = async () => {
    const { id } = await person()
    await systemPool().write(({ db }) =>
      db.execute(
        sql`update users set locked_until = now() + interval '5 minutes' where id = ${id}::uuid`,
      ),
    )
    return { input: { id } }
  }
  const invited = async () => {
    const [result] = await run(inviteUsers, admin, { emails: [account().email] })
    return { input: { id: result!.user!.id } }
  }
  const made = (input: () => object, actor?: Person) => async () => ({ input: input(), actor })

  return {
    createRole: {
      action: 'CREATE',
      shows: 'permissions',
      arrange: made(() => ({ name: uuidv7(), permissions: ['VIEW_USERS'] })),
    },
    replaceRole: { action: 'UPDATE', shows: 'name', arrange: onRole(() => ({ name: uuidv7() })) },
    updateRole: {
      action: 'UPDATE',
      shows: 'description',
      arrange: onRole(() => ({ description: 'x' })),
    },
    assignPermissions: {
      action: 'ASSIGN_PERMISSIONS',
      shows: 'permissions',
      arrange: onRole(() => ({ permissions: [] })),
    },
    deleteRole: { action: 'DELETE', shows: 'name', arrange: onRole(() => ({})) },
    createUser: {
      action: 'CREATE',
      shows: 'email',
      arrange: made(() => ({ ...account(), password: PASSWORD })),
    },
    replaceUser: {
      action: 'UPDATE',
      shows: 'email',
      arrange: onUser(() => ({ ...account(), password: NEW_PASSWORD })),
    },
    updateUser: {
      action: 'UPDATE',
      shows: 'is_active',
      arrange: onUser(() => ({ is_active: false })),
    },
    deleteUser: { action: 'DELETE', shows: 'username', arrange: onUser(() => ({})) },
    assignRole: {
      action: 'ASSIGN_ROLE',
      shows: 'roles',
      arrange: async () => ({ input: { id: (await person()).id, role_id: await role() } }),
    },
    removeRole: { action: 'REMOVE_ROLE', shows: 'roles', arrange: assigned },
    assignCompany: {
      action: 'ASSIGN_COMPANY',
      shows: 'company',
      arrange: async () => ({
        actor: superuser,
        input: { id: (await person()).id, company_id: (await makeCompany()).id },
      }),
    },
    setPassword: { action: 'PASSWORD_CHANGE', arrange: onUser(() => ({ password: NEW_PASSWORD })) },
    requirePasswordChange: { action: 'UPDATE', arrange: onUser(() => ({})) },
    lockUser: { action: 'LOCK', shows: 'locked_until', arrange: onUser(() => ({ minutes: 5 })) },
    unlockUser: { action: 'UNLOCK', arrange: locked },
    inviteUsers: {
      action: 'CREATE',
      shows: 'email',
      arrange: async () => ({
        input: { emails: [account().email], role_ids: [await role()], message: 'Welcome' },
      }),
    },
    resendInvitation: { action: 'UPDATE', arrange: invited },
    withdrawInvitation: { action: 'DELETE', shows: 'email', arrange: invited },
    sendReset: { action: 'UPDATE', arrange: onUser(() => ({})) },
    endUserSessions: { action: 'SESSION_REVOKE', arrange: onUser(() => ({})) },
    endUserSession: {
      action: 'SESSION_REVOKE',
      arrange: async () => {
        const { id, sessionId } = await person()
        return { input: { id, session_id: sessionId } }
      },
    },
    createCompany: {
      action: 'CREATE',
      shows: 'name',
      arrange: made(() => ({ name: uuidv7() }), superuser),
    },
    replaceCompany: { action: 'UPDATE', shows: 'name', arrange: onCompany({}) },
    updateCompany: {
      action: 'UPDATE',
      shows: 'is_active',
      arrange: onCompany({ is_active: false }),
    },
    deleteCompany: { action: 'DELETE', shows: 'name', arrange: onCompany({}) },
    updateMe: {
      action: 'UPDATE',
      shows: 'first_name',
      arrange: onOneself(async () => ({ first_name: 'Ada' })),
    },
    changePassword: {
      action: 'PASSWORD_CHANGE',
      arrange: onOneself(async () => ({ current_password: PASSWORD, new_password: NEW_PASSWORD })),
    },
    endOwnSession: {
      action: 'SESSION_REVOKE',
      arrange: onOneself(async (actor) => ({ id: await openSecondSession(actor) })),
    },
    endOtherSessions: {
      action: 'SESSION_REVOKE',
      arrange: onOneself(async (actor) => {
        await openSecondSession(actor)
        return {}
      }),
    },
  }
}
