import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import {
  auditLogs,
  companies,
  identities,
  PLATFORM_COMPANY_ID,
  rolePermissions,
  roles,
  userRoles,
  users,
} from '@/db/schema'
import { hashPassword } from '@/lib/auth/passwords'
import { openSession } from '@/lib/auth/sessions'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { execute } from '@/lib/core/execute'
import type { Operation } from '@/lib/core/operation'
import type { Page } from '@/lib/core/pagination'
import { COMPANY_PERMISSIONS, type Permission } from '@/lib/permissions/catalog'

export const PASSWORD = 'Correct-horse-7'
let passwordHash: Promise<string> | undefined

/** A person with a session, who can run operations. */
export interface Person {
  id: string
  company: string
  email: string
  sessionId: string
  ctx: Context
}

export const contextFor = (sessionId: string | null): Context => ({
  requestId: uuidv7(),
  ip: '192.0.2.7',
  userAgent: 'test',
  sessionId,
  target: 'TEST /',
})

type In<O> = O extends { input: infer S extends z.ZodType } ? z.input<S> : never
type Out<O> = O extends { kind: 'list'; output: infer R extends z.ZodType }
  ? Page<z.input<R>>
  : O extends { output: infer R extends z.ZodType }
    ? z.input<R>
    : never

/** Runs an operation as somebody, the way the adapters do. Throws what the operation throws. */
export async function run<O extends Operation>(
  operation: O,
  person: Person | null,
  input: In<O>,
  ctx: Partial<Context> = {},
): Promise<Out<O>> {
  // Safe because execute answers with what the operation's own run returned.
  return (await execute(
    operation,
    { ...(person?.ctx ?? contextFor(null)), ...ctx },
    () => input,
  )) as Out<O>
}

/** A company of its own for one test file: the tenant is the sandbox. */
export async function makeCompany(name = `Company ${uuidv7()}`) {
  const id = uuidv7()
  await systemPool().write(({ db }) => db.insert(companies).values({ id, name }))
  return { id, name }
}

interface PersonOptions {
  permissions?: readonly Permission[]
  is_superuser?: boolean
  username?: string
}

/** A signed-in person of a company who holds exactly these permissions, through a role of their own. */
export async function makePerson(
  company: string,
  { permissions = [], is_superuser = false, username = `user-${uuidv7()}` }: PersonOptions = {},
): Promise<Person> {
  passwordHash ??= hashPassword(PASSWORD)
  const hash = await passwordHash
  const [id, identityId] = [uuidv7(), uuidv7()]
  const email = `${username}@example.com`
  const sessionId = await systemPool().write(async ({ db }) => {
    await db
      .insert(identities)
      .values({ id: identityId, email, emailNormalised: email, passwordHash: hash })
    await db
      .insert(users)
      .values({ companyId: company, id, identityId, username, email, isSuperuser: is_superuser })
    if (permissions.length > 0) {
      const roleId = await insertRole(db, company, permissions)
      await db.insert(userRoles).values({ companyId: company, id: uuidv7(), userId: id, roleId })
    }
    return openSession(db, contextFor(null), { companyId: company, userId: id })
  })
  return { id, company, email, sessionId, ctx: contextFor(sessionId) }
}

type Db = Parameters<Parameters<ReturnType<typeof systemPool>['write']>[0]>[0]['db']

async function insertRole(db: Db, company: string, permissions: readonly Permission[]) {
  const roleId = uuidv7()
  await db.insert(roles).values({ companyId: company, id: roleId, name: `Role ${roleId}` })
  await db
    .insert(rolePermissions)
    .values(
      permissions.map((permission) => ({ companyId: company, id: uuidv7(), roleId, permission })),
    )
  return roleId
}

/** A role that holds exactly these permissions. */
export const makeRole = (company: string, permissions: readonly Permission[]) =>
  systemPool().write(({ db }) => insertRole(db, company, permissions))

export const makeAdministrator = (company: string) =>
  makePerson(company, { permissions: COMPANY_PERMISSIONS })

export async function makeSuperuser() {
  await systemPool().write(({ db }) =>
    db
      .insert(companies)
      .values({ id: PLATFORM_COMPANY_ID, name: 'Platform' })
      .onConflictDoNothing(),
  )
  return makePerson(PLATFORM_COMPANY_ID, { is_superuser: true })
}

/** What the trail says about a resource, the oldest entry first. */
export const entriesOf = (resourceId: string) =>
  systemPool().read(({ db }) =>
    db
      .select()
      .from(auditLogs)
      .where(eq(auditLogs.resourceId, resourceId))
      .orderBy(auditLogs.timestamp, auditLogs.id),
  )
