import { and, eq, gte, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '@/db/schema'
import { moment } from '@/lib/core/schema'

export const hasRole = (roleId: string): SQL => sql`exists (
  select from user_roles ur
  where ur.company_id = users.company_id and ur.user_id = users.id and ur.role_id = ${roleId}::uuid
    and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now()))`

/** As the overview counts them. Deleting a role closes what people were given, so nobody has to look at the roles. */
export const lacksRole = and(
  eq(users.isActive, true),
  eq(users.isSuperuser, false),
  sql`not exists (
    select from user_roles ur
    where ur.company_id = users.company_id and ur.user_id = users.id
      and ur.revoked_at is null and coalesce(ur.expires_at > now(), true))`,
)

export const lastLoginFilters = {
  last_login_since: moment()
    .optional()
    .describe('Only people who have signed in at this time or later'),
  last_login_before: moment()
    .optional()
    .describe('Only people who last signed in before this time, or never did'),
  never_signed_in: z.literal('true').optional().describe('Only people who never signed in'),
}

type Given = { [Name in keyof typeof lastLoginFilters]?: string }

/** When people last signed in. */
export const signedIn = ({ last_login_since, last_login_before, never_signed_in }: Given) =>
  and(
    last_login_since ? gte(users.lastLogin, last_login_since) : undefined,
    last_login_before
      ? or(isNull(users.lastLogin), lt(users.lastLogin, last_login_before))
      : undefined,
    never_signed_in ? isNull(users.lastLogin) : undefined,
  )
