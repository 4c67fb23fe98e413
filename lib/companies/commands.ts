import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { companies, rolePermissions, roles, userRoles, users } from '@/db/schema'
import { endSessions } from '@/lib/auth/sessions'
import type { Scope } from '@/lib/core/context'
import { AppError } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { byId, nothing } from '@/lib/core/schema'
import type { Locale } from '@/messages/locales'
import { addAdministratorRole, addStandardRoles } from './first-roles'
import { type Company, findCompany } from './queries'
import { COMPANY_AUDITED, company, companyInput, companyReplacement, companyUpdate } from './schema'

export const createCompany = command({
  summary: 'Create a company',
  access: 'CREATE_COMPANY',
  resource: 'Company',
  audited: COMPANY_AUDITED,
  input: companyInput,
  output: company,
  async run(scope, { standard_roles, is_active: isActive, time_zone: timeZone, ...fields }) {
    const id = uuidv7()
    await scope.db.insert(companies).values({ id, ...fields, isActive, timeZone })
    await addAdministratorRole(scope, id)
    const added = standard_roles ? await addStandardRoles(scope, id) : []
    const change = { before: null, after: await findCompany(scope, id), company: id }
    return { ...change, each: [change, ...added] }
  },
})

/** The people whose permissions change when their company stops, begins again or ends. */
async function peopleOf(db: Db, companyId: string) {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.companyId, companyId), isNull(users.deletedAt)))
  return rows.map(({ id }) => id)
}

function assertMayActivate({ actor }: Scope) {
  if (actor.is_superuser) return
  throw new AppError('FORBIDDEN', 'Only a superuser can activate or deactivate a company.', {
    missingPermission: 'superuser',
  })
}

interface CompanyChanges {
  name?: string
  code?: string
  description?: string
  is_active?: boolean
  time_zone?: string
  locale?: Locale
}

async function changeCompany(
  scope: Scope,
  id: string,
  { is_active: isActive, time_zone: timeZone, ...fields }: CompanyChanges,
) {
  const { db } = scope
  const before = await findCompany(scope, id, 'for update')
  const isSwitched = isActive !== undefined && isActive !== before.is_active
  if (isSwitched) assertMayActivate(scope)
  await db
    .update(companies)
    .set({ ...fields, isActive, timeZone, updatedAt: sql`now()` })
    .where(eq(companies.id, id))
  if (isSwitched && !isActive)
    await endSessions(db, { companyId: id, reason: 'company deactivated' })
  const affects = isSwitched ? await peopleOf(db, id) : undefined
  return { before, after: await findCompany(scope, id), affects, company: id }
}

export const replaceCompany = command({
  summary: 'Replace a company',
  access: 'UPDATE_COMPANY',
  resource: 'Company',
  audited: COMPANY_AUDITED,
  input: companyReplacement,
  output: company,
  run: (scope, { id, ...changes }) => changeCompany(scope, id, changes),
})

export const updateCompany = command({
  summary: 'Change a company',
  access: 'UPDATE_COMPANY',
  resource: 'Company',
  audited: COMPANY_AUDITED,
  input: companyUpdate,
  output: company,
  run: (scope, { id, ...changes }) => changeCompany(scope, id, changes),
})

/** Closes everything a company holds. Rows stay, so that the trail and past grants remain readable. */
async function closeCompany({ db, actor }: Scope, { id }: Company) {
  const revoked = { revokedAt: sql`now()`, revokedBy: actor.user_id }
  const deleted = { deletedAt: sql`now()`, updatedAt: sql`now()` }
  await Promise.all([
    endSessions(db, { companyId: id, reason: 'company deleted' }),
    db
      .update(userRoles)
      .set(revoked)
      .where(and(eq(userRoles.companyId, id), isNull(userRoles.revokedAt))),
    db
      .update(rolePermissions)
      .set(revoked)
      .where(and(eq(rolePermissions.companyId, id), isNull(rolePermissions.revokedAt))),
    db
      .update(roles)
      .set(deleted)
      .where(and(eq(roles.companyId, id), isNull(roles.deletedAt))),
    db
      .update(users)
      .set({ ...deleted, isActive: false })
      .where(and(eq(users.companyId, id), isNull(users.deletedAt))),
    db.update(companies).set(deleted).where(eq(companies.id, id)),
    db.execute(sql`select app.release_identities()`),
  ])
}

export const deleteCompany = command({
  summary: 'Delete a company with all its users and roles',
  access: 'DELETE_COMPANY',
  resource: 'Company',
  audited: COMPANY_AUDITED,
  input: byId,
  output: nothing,
  async run(scope, { id }) {
    const before = await findCompany(scope, id, 'for update')
    const affects = await peopleOf(scope.db, id)
    await closeCompany(scope, before)
    return { before, after: null, affects, company: id }
  },
})
