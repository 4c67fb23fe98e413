import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import type { Principal, Scope } from '@/lib/core/context'
import { AppError, conflict } from '@/lib/core/errors'
import { inWords } from '@/lib/core/instant-in-words'
import { describePermission, type Permission } from './catalog'

interface Holder {
  permissions: readonly string[]
}

const lacking = ({ permissions }: Holder, codes: readonly string[]) =>
  codes.filter((code): code is Permission => !permissions.includes(code))

/** You can give, or take away, only codes that you hold yourself. Throws FORBIDDEN. */
export function assertGrantable(actor: Principal, codes: readonly string[]) {
  const [missing] = lacking(actor, codes)
  if (!missing) return
  throw new AppError(
    'FORBIDDEN',
    `You can only give or take away permissions that you hold yourself. You lack "${describePermission(missing)}" (${missing}).`,
    { missingPermission: missing },
  )
}

/** Throws FORBIDDEN. */
export function assertMayAssignRoles(actor: Principal) {
  if (actor.permissions.includes('ASSIGN_ROLES')) return
  throw new AppError(
    'FORBIDDEN',
    'You need the permission to give roles to users (ASSIGN_ROLES).',
    { missingPermission: 'ASSIGN_ROLES' },
  )
}

/** Nobody prolongs what was given to them for a time. Throws CONFLICT. */
export function assertNotOwnGrant({ actor }: Pick<Scope, 'actor'>, id: string) {
  if (actor.is_superuser || actor.user_id !== id) return
  throw conflict(
    'own_grant',
    'You cannot prolong a role of your own. Ask another administrator to do it.',
  )
}

/** Those of the codes that the actor does not hold until then, the first to end first; null is without end. */
export async function shortLived(
  { db, actor }: Scope,
  codes: readonly string[],
  until: string | null,
): Promise<{ code: Permission; ends: string }[]> {
  if (actor.is_superuser) return []
  return db.execute<{ code: Permission; ends: string }>(sql`
    select code, to_char(ends at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ends
    from unnest(${`{${codes.join(',')}}`}::text[]) code
    cross join lateral (
      select coalesce(max(least(coalesce(ur.expires_at, 'infinity'), coalesce(rp.expires_at, 'infinity'))), now()) as ends
      from user_roles ur
      join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
      join role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
      where ur.company_id = ${actor.company_id}::uuid and ur.user_id = ${actor.user_id}::uuid
        and rp.permission = code and ur.revoked_at is null and rp.revoked_at is null
    ) held
    where ends < coalesce(${until}::timestamptz, 'infinity')
    order by held.ends`)
}

/**
 * What you hold only for a time, you can give only for that time, to yourself as to others; null is
 * without end. Throws FORBIDDEN.
 */
export async function assertOutlasts(
  scope: Scope,
  codes: readonly string[],
  until: string | null,
): Promise<void> {
  const [short] = await shortLived(scope, codes, until)
  if (!short) return
  throw new AppError(
    'FORBIDDEN',
    `You hold "${describePermission(short.code)}" (${short.code}) only until ${inWords(short.ends)}, so you cannot give it for longer.`,
  )
}

interface Managed extends Holder {
  id: string
  is_superuser: boolean
}

type Manager = Pick<Principal, 'user_id' | 'is_superuser'> & Holder

/** What somebody lacks to change a person, and to take a role from them; null when nothing. */
export function missingToManage(actor: Manager, person: Managed): Permission | 'superuser' | null {
  if (actor.is_superuser || actor.user_id === person.id) return null
  return person.is_superuser ? 'superuser' : (lacking(actor, person.permissions)[0] ?? null)
}

/** You cannot manage somebody who holds a code that you lack; only a superuser touches a superuser. Throws FORBIDDEN. */
export function assertManageable(actor: Manager, person: Managed) {
  const missing = missingToManage(actor, person)
  if (!missing) return
  if (missing === 'superuser') {
    throw new AppError('FORBIDDEN', 'Only a superuser can change a superuser.', {
      missingPermission: missing,
    })
  }
  throw new AppError(
    'FORBIDDEN',
    `You cannot change somebody who may do more than you: they hold "${describePermission(missing)}" (${missing}).`,
    { missingPermission: missing },
  )
}

/** The codes a user holds at this moment. */
export async function effectiveCodes(db: Db, companyId: string, userId: string) {
  const rows = await db.execute<{ code: Permission }>(
    sql`select app.effective_codes(${companyId}::uuid, ${userId}::uuid) as code`,
  )
  return rows.map(({ code }) => code)
}

/**
 * Lets only one change of who may do what run in a company at a time, until its transaction ends. Two
 * administrators who demote each other at once would otherwise both see the other as the one who stays.
 */
export async function lockCompany(db: Db, companyId: string): Promise<void> {
  await db.execute(sql`select id from companies where id = ${companyId}::uuid for no key update`)
}
