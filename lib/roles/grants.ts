import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { rolePermissions, userRoles } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { AppError, invalid } from '@/lib/core/errors'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { companyIdOf } from '@/lib/permissions/company-choice'
import { assertGrantable } from '@/lib/permissions/granting'
import type { Role } from './queries'

/** Some permissions belong to the platform: no company's role can hold them. Throws INVALID. */
function assertForCompanies(codes: readonly string[]) {
  const foreign = codes.find((code) => !COMPANY_PERMISSIONS.some((known) => known === code))
  if (foreign)
    throw invalid('permissions', `${foreign} belongs to the platform; no role can hold it.`)
}

/** Opens and closes grants so that the role holds exactly `wanted`. */
export async function replacePermissions(
  { db, actor }: Scope,
  target: Pick<Role, 'id' | 'company' | 'permissions'>,
  wanted: readonly string[],
) {
  const added = wanted.filter((code) => !target.permissions.includes(code))
  const removed = target.permissions.filter((code) => !wanted.includes(code))
  assertForCompanies(wanted)
  assertGrantable(actor, [...added, ...removed])
  const mine = and(
    eq(rolePermissions.companyId, companyIdOf(target.company)),
    eq(rolePermissions.roleId, target.id),
    sql`${rolePermissions.revokedAt} is null`,
  )
  if (removed.length > 0 || added.length > 0) {
    // Also closes grants that have expired, which would stand in the way of granting the code anew.
    await db
      .update(rolePermissions)
      .set({ revokedAt: sql`now()`, revokedBy: actor.user_id })
      .where(
        and(
          mine,
          sql`(${rolePermissions.permission} = any(${`{${removed.join(',')}}`}::text[]) or ${rolePermissions.expiresAt} <= now())`,
        ),
      )
  }
  await grantPermissions(db, target, added, actor.user_id)
  return added.length + removed.length > 0
}

/** Closes what a role held and what of it people held, as far as it merely expired. */
export async function closeGrants(
  { db, actor }: Scope,
  { id, company }: Pick<Role, 'id' | 'company'>,
): Promise<void> {
  const revoked = { revokedAt: sql`now()`, revokedBy: actor.user_id }
  const owner = companyIdOf(company)
  await Promise.all(
    [rolePermissions, userRoles].map((table) =>
      db
        .update(table)
        .set(revoked)
        .where(and(eq(table.companyId, owner), eq(table.roleId, id), isNull(table.revokedAt))),
    ),
  )
}

/** Opens grants of codes that a role does not hold yet. */
async function grantPermissions(
  db: Db,
  { id, company }: Pick<Role, 'id' | 'company'>,
  codes: readonly string[],
  grantedBy: string,
) {
  if (codes.length === 0) return
  await db.insert(rolePermissions).values(
    codes.map((permission) => ({
      companyId: companyIdOf(company),
      id: uuidv7(),
      roleId: id,
      permission,
      grantedBy,
    })),
  )
}

/** Whoever may edit roles may not thereby change what people may do. Throws FORBIDDEN. */
export function assertMayAssign({ actor }: Scope) {
  if (actor.permissions.includes('ASSIGN_PERMISSIONS')) return
  throw new AppError(
    'FORBIDDEN',
    'You need the permission to give permissions to roles (ASSIGN_PERMISSIONS).',
    {
      missingPermission: 'ASSIGN_PERMISSIONS',
    },
  )
}
