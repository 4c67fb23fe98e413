import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import type { Scope } from '@/lib/core/context'
import { conflict } from '@/lib/core/errors'
import type { Permission } from './catalog'
import { lockCompany } from './granting'

/** The codes with which somebody can give all others. */
export const ADMINISTRATOR = ['ASSIGN_ROLES', 'ASSIGN_PERMISSIONS'] as const satisfies Permission[]

/** Failed sign-ins, which strangers can cause, lock for no longer; a longer lock is an administrator's act. */
const LONGEST_LOCK_OF_FAILURES = '1 hour'

const countAdministrators = async (db: Db, companyId: string) => {
  const [row] = await db.execute<{ current_count: number; permanent_count: number }>(
    sql`select current_count, permanent_count from app.administrators(${companyId}::uuid)`,
  )
  return row!
}

const holdersOf = (companyId: string, code: Permission): SQL => sql`
  select ur.user_id from user_roles ur
  join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
  join role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
    and rp.permission = ${code} and rp.revoked_at is null and coalesce(rp.expires_at > now(), true)
  where ur.company_id = ${companyId}::uuid and ur.revoked_at is null
    and coalesce(ur.expires_at > now(), true)`

/** Whether somebody can sign in, now or after so long a lock, who can assign roles and permissions. */
export async function canBeAdministered(
  db: Db,
  companyId: string,
  { besides, lockedFor = '0' }: { besides?: string; lockedFor?: string },
): Promise<boolean> {
  const holdsAll = ADMINISTRATOR.map((code) => sql`u.id in (${holdersOf(companyId, code)})`)
  const [row] = await db.execute<{ can: boolean }>(sql`
    select exists (
      select from users u
      where u.company_id = ${companyId}::uuid and u.id is distinct from ${besides ?? null}::uuid
        and u.is_active and not u.is_invited and u.deleted_at is null
        and coalesce(u.locked_until <= now() + ${lockedFor}::interval, true)
        and (u.is_superuser or ${sql.join(holdsAll, sql` and `)})) as can`)
  return row!.can
}

async function administrationOf(db: Db, companyId: string) {
  const [counts, isReachable] = await Promise.all([
    countAdministrators(db, companyId),
    canBeAdministered(db, companyId, { lockedFor: LONGEST_LOCK_OF_FAILURES }),
  ])
  return { ...counts, isReachable }
}

/**
 * Makes a change after which the company still has somebody who can assign roles and permissions, whose
 * rights have no end date, and somebody whom no administrator has locked; unless it had nobody before.
 * Throws CONFLICT, which undoes the change.
 */
export async function keepingAdministrator<T>(
  { db, recheck }: Pick<Scope, 'db' | 'recheck'>,
  companyId: string,
  change: () => Promise<T>,
): Promise<T> {
  await lockCompany(db, companyId)
  await recheck()
  const before = await administrationOf(db, companyId)
  const result = await change()
  const after = await administrationOf(db, companyId)
  const hasLost = before.current_count > 0 && after.current_count === 0
  const wouldLose = after.current_count > 0 && after.permanent_count === 0
  if (hasLost || wouldLose) {
    throw conflict(
      'last_administrator',
      'This would leave the company without anybody who can assign roles and permissions for good. Make somebody else an administrator first.',
    )
  }
  if (before.isReachable && !after.isReachable) {
    throw conflict(
      'last_administrator',
      'Everybody else who can assign roles and permissions is locked. Unlock one of them, or make somebody else an administrator first.',
    )
  }
  return result
}
