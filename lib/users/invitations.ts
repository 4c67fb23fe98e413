import { and, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { userRoles, users } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import type { findRole } from './role-commands'

export type Role = Awaited<ReturnType<typeof findRole>>

export interface Invitation {
  company: string
  email: string
  roles: Role[]
  message: string
}

/** The part before the @, or that with a number where somebody has it already. */
async function freeUsername({ db }: Scope, company: string, email: string): Promise<string> {
  const local = email.split('@')[0]!.normalize('NFKC')
  const base = local.replaceAll(/[^\p{L}\p{M}\p{N}.+_-]/gu, '').slice(0, 140) || 'user'
  const [row] = await db.execute<{ username: string }>(sql`
    select candidate as username from (
      select 0 as n, ${base}::text as candidate
      union all select n, ${base}::text || '-' || n from generate_series(2, 1000) n) wanted
    where not exists (select from users u where u.company_id = ${company}::uuid
      and u.deleted_at is null and lower(u.username) = lower(candidate))
    order by n limit 1`)
  return row?.username ?? `${base.slice(0, 100)}-${uuidv7()}`
}

/** Who has this address in a company. */
export async function memberWith({ db }: Scope, company: string, email: string) {
  const [member] = await db
    .select({ id: users.id, name: users.username, isInvited: users.isInvited })
    .from(users)
    .where(
      and(
        eq(users.companyId, company),
        isNull(users.deletedAt),
        sql`lower(${users.email}) = lower(${email})`,
      ),
    )
  return member
}

/**
 * Adds somebody with an identity of their own that has neither address nor password. So an invitation takes
 * nobody's address, says nothing of accounts that exist, and opens none; accepting it settles whose it is.
 */
export async function addInvited(
  scope: Scope,
  { company, email, roles }: Invitation,
): Promise<string> {
  const { db, actor } = scope
  const [id, identityId] = [uuidv7(), uuidv7()]
  await db.execute(
    sql`select app.create_identity(${identityId}::uuid, ${`invited ${identityId}`}, '', false)`,
  )
  await db.insert(users).values({
    companyId: company,
    id,
    identityId,
    username: await freeUsername(scope, company, email),
    email,
    isInvited: true,
    announcedAccess: '-',
  })
  if (roles.length > 0) {
    const granted = { companyId: company, userId: id, grantedBy: actor.user_id }
    await db
      .insert(userRoles)
      .values(roles.map((role) => ({ ...granted, id: uuidv7(), roleId: role.id })))
  }
  return id
}
