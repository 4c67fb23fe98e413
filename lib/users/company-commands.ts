import { and, eq, isNull, sql } from 'drizzle-orm'
import { sessions, users } from '@/db/schema'
import { entryOfLock } from '@/lib/auth/lock-entry'
import type { Scope } from '@/lib/core/context'
import { conflict, notFound } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { message } from '@/lib/core/schema'
import { holdCompany } from '@/lib/permissions/company-choice'
import { lockCompany } from '@/lib/permissions/granting'
import { assertJoined, closeRoles, findManageable, keepingAdministratorOf } from './managing'
import { findUser } from './queries'
import { companyAssignment } from './schema'

/**
 * Carries a user with their id, identity and live sessions into another company. The old row stays,
 * deleted, because roles, sessions and the trail of the old company refer to it; coming back revives it.
 */
async function carryOver(scope: Scope, id: string, from: string, to: string) {
  const { db } = scope
  await db.execute(sql`
    insert into users as u (company_id, id, identity_id, username, email, first_name, last_name,
      is_active, version, last_login, locked_until, created_at)
    select ${to}::uuid, id, identity_id, username, email, first_name, last_name,
      is_active, version, last_login, locked_until, created_at
    from users where company_id = ${from}::uuid and id = ${id}::uuid
    on conflict (company_id, id) do update set
      identity_id = excluded.identity_id, username = excluded.username, email = excluded.email,
      first_name = excluded.first_name, last_name = excluded.last_name,
      is_active = excluded.is_active, version = greatest(u.version, excluded.version),
      last_login = excluded.last_login, locked_until = excluded.locked_until,
      announced_access = null, updated_at = now(), deleted_at = null`)
  await db
    .update(sessions)
    .set({ companyId: to })
    .where(and(eq(sessions.companyId, from), eq(sessions.userId, id), isNull(sessions.endedAt)))
  await closeRoles(scope, from, id)
  await db
    .update(users)
    .set({ isActive: false, identityId: null, deletedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(users.companyId, from), eq(users.id, id)))
}

export const assignCompany = command({
  summary: 'Move a user to another company',
  access: 'SUPERUSER',
  resource: 'User',
  action: 'ASSIGN_COMPANY',
  // Not the roles: the entry is read in the new company, whose people the old one's roles do not concern.
  audited: ['company', 'locked_until'],
  input: companyAssignment,
  output: message('Company assigned successfully'),
  run: (scope, { id, company_id }) =>
    keepingAdministratorOf(scope, id, async (from) => {
      const before = await findManageable(scope, id, from)
      // First, since two moves to one company that both held it shared would wait for each other.
      await lockCompany(scope.db, company_id)
      if (!(await holdCompany(scope.db, company_id))) throw notFound('Company')
      const response = { message: 'Company assigned successfully' as const }
      if (from === company_id) return { before, after: before, response, isUnchanged: true }
      if (before.is_superuser) {
        throw conflict(
          'superuser_company',
          'A superuser belongs to the platform and cannot be moved to a company.',
        )
      }
      assertJoined(before, 'they cannot be moved')
      const lock = await entryOfLock(scope.db, from, before)
      await carryOver(scope, id, from, company_id)
      const after = await findUser(scope, id)
      return {
        // The entry is read in the new company, which the name of the former one does not concern. There the lock of
        // an administrator begins with it, since the entry by which it would be known again stays behind.
        before: { ...before, company: null, ...(lock && { locked_until: null }) },
        after,
        affects: [id],
        // One entry, in the company where the user is from now on: their version is raised and their history is read there.
        company: company_id,
        details: `Moved user ${after.username} to ${after.company?.name ?? 'the platform'}, without their former roles.`,
        response,
      }
    }),
})
