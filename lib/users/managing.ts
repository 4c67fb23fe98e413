import { and, eq, isNull, sql } from 'drizzle-orm'
import { userRoles } from '@/db/schema'
import type { Principal, Scope } from '@/lib/core/context'
import { conflict } from '@/lib/core/errors'
import { keepingAdministrator } from '@/lib/permissions/administrators'
import { companyIdOf } from '@/lib/permissions/company-choice'
import { assertManageable, effectiveCodes } from '@/lib/permissions/granting'
import { findUser, type User } from './queries'

/** What the trail keeps of a user. */
export const USER_AUDITED = [
  'username',
  'email',
  'first_name',
  'last_name',
  'is_active',
  'roles',
  'company',
] as const

export const companyOf = ({ company }: Pick<User, 'company'>) => companyIdOf(company?.id ?? null)

const OWN_SIGN_IN = {
  password:
    'Use change_password to change your own password; it asks for the present one. Nothing was changed.',
  email: 'You cannot change your own e-mail address. Ask another administrator to do it.',
}

/** Nobody shuts themselves out by mistake. Throws CONFLICT. */
export function assertSomebodyElse(actor: Principal, id: string) {
  if (actor.user_id !== id) return
  throw conflict(
    'own_account',
    'You cannot lock, deactivate or delete your own account. Ask another administrator to do it.',
  )
}

/**
 * A session alone does not take over an account: its own password and e-mail address are for whoever
 * knows the present password, or for somebody else. Also where a superuser has a second user. Throws CONFLICT.
 */
export async function assertSomebodyElsesSignIn(
  { db, actor }: Scope,
  id: string,
  subject: keyof typeof OWN_SIGN_IN,
): Promise<void> {
  const [row] = await db.execute<{ is_own: boolean }>(sql`
    select exists (
      select from users me join users other on other.identity_id = me.identity_id
      where me.company_id = ${actor.company_id}::uuid and me.id = ${actor.user_id}::uuid
        and other.id = ${id}::uuid and other.deleted_at is null) as is_own`)
  if (row!.is_own) throw conflict('own_account', OWN_SIGN_IN[subject])
}

/** What somebody signs in with is theirs to choose when they accept. Throws CONFLICT. */
export function assertJoined(person: Pick<User, 'status'>, what: string) {
  if (person.status !== 'invited') return
  throw conflict(
    'invitation_pending',
    `This person has not accepted their invitation yet, so ${what}. Withdraw it and invite them anew, or wait.`,
  )
}

/** Locks a user whom the actor is allowed to manage. Throws NOT_FOUND or FORBIDDEN. */
export async function findManageable(scope: Scope, id: string, company?: string): Promise<User> {
  const person = await findUser(scope, id, { company, lock: true })
  const permissions = await effectiveCodes(scope.db, companyOf(person), id)
  assertManageable(scope.actor, { ...person, permissions })
  return person
}

/**
 * Runs a change of what somebody may do, in their company. It locks the company before the user, in the
 * order of every other change that guards the administrators. Throws NOT_FOUND or CONFLICT.
 */
export async function keepingAdministratorOf<T>(
  scope: Scope,
  id: string,
  change: (company: string) => Promise<T>,
): Promise<T> {
  const company = companyOf(await findUser(scope, id))
  return keepingAdministrator(scope, company, () => change(company))
}

/** Closes a user's roles: all of them, or one. */
export async function closeRoles(
  { db, actor }: Scope,
  company: string,
  id: string,
  roleId?: string,
): Promise<void> {
  await db
    .update(userRoles)
    .set({ revokedAt: sql`now()`, revokedBy: actor.user_id })
    .where(
      and(
        eq(userRoles.companyId, company),
        eq(userRoles.userId, id),
        isNull(userRoles.revokedAt),
        roleId ? eq(userRoles.roleId, roleId) : undefined,
      ),
    )
}
