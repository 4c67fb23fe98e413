import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { users } from '@/db/schema'
import { entryOfLock } from '@/lib/auth/lock-entry'
import { endSessions } from '@/lib/auth/sessions'
import type { Scope } from '@/lib/core/context'
import { conflict, invalid, toAppError } from '@/lib/core/errors'
import { inWords } from '@/lib/core/instant-in-words'
import { command } from '@/lib/core/operation'
import { byId, message } from '@/lib/core/schema'
import { ADMINISTRATOR, canBeAdministered } from '@/lib/permissions/administrators'
import { effectiveCodes } from '@/lib/permissions/granting'
import { forgetFailures } from './account-commands'
import { LONGEST_LOCK, lockInput, USUAL_LOCK_MINUTES, WITHIN_REACH } from './account-schema'
import {
  assertJoined,
  assertSomebodyElse,
  companyOf,
  findManageable,
  keepingAdministratorOf,
} from './managing'
import { findUser, type User } from './queries'
import { user } from './schema'

/** Somebody else can still sign in who can assign roles and permissions, or the person could not either. Throws CONFLICT. */
async function assertNotLastAdministrator({ db }: Scope, company: string, person: User) {
  const codes = await effectiveCodes(db, company, person.id)
  if (!person.is_superuser && !ADMINISTRATOR.every((code) => codes.includes(code))) return
  if (await canBeAdministered(db, company, { besides: person.id })) return
  throw conflict(
    'last_administrator',
    'Nobody else could sign in who can assign roles and permissions. Make somebody else an administrator first.',
  )
}

type Lock = z.output<typeof lockInput>

/** When a lock ends: in the precision in which the trail tells it, by which it is known again. Throws INVALID. */
async function endOf({ db }: Scope, { minutes = USUAL_LOCK_MINUTES, until }: Lock): Promise<SQL> {
  const asked = until
    ? sql`${until}::timestamptz`
    : sql`now() + ${minutes}::int * interval '1 minute'`
  const end = sql`date_trunc('milliseconds', ${asked})`
  const [row] = await db.execute<{ is_near: boolean }>(sql`
    select ${end} > now() and ${end} <= now() + ${LONGEST_LOCK}::interval as is_near`)
  if (!row!.is_near) throw invalid('until', WITHIN_REACH)
  return end
}

const setLock = ({ db }: Scope, company: string, id: string, end: SQL | null) =>
  db
    .update(users)
    .set({ lockedUntil: end, updatedAt: sql`now()` })
    .where(and(eq(users.companyId, company), eq(users.id, id)))

export const lockUser = command({
  summary: 'Lock a user for a time and end their sessions',
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'LOCK',
  audited: ['locked_until'],
  input: lockInput,
  output: user,
  run: (scope, { id, reason, ...lock }) =>
    // Behind the lock of the company, so that two administrators do not lock each other out.
    keepingAdministratorOf(scope, id, async (company) => {
      const before = await findManageable(scope, id, company)
      assertSomebodyElse(scope.actor, id)
      assertJoined(before, 'they cannot sign in yet')
      if (!before.is_active) {
        throw conflict('deactivated', 'This person is deactivated, so they cannot sign in anyway.')
      }
      await assertNotLastAdministrator(scope, company, before)
      await setLock(scope, company, id, await endOf(scope, { id, ...lock }))
      await endSessions(scope.db, { companyId: company, userId: id, reason: 'locked' })
      const after = await findUser(scope, id)
      return {
        before,
        after,
        company,
        details: `Locked user ${before.username} until ${inWords(after.locked_until!)}.${reason ? ` Reason: ${reason}` : ''}`,
        // An entry without the end would hide whose lock it is.
        isUnchanged: after.locked_until === before.locked_until,
      }
    }),
})

/** Of somebody who also works elsewhere, only what an administrator of this company has locked can be opened here. */
async function open(scope: Scope, person: User) {
  if (!(await entryOfLock(scope.db, companyOf(person), person)))
    return forgetFailures(scope, person)
  await setLock(scope, companyOf(person), person.id, null)
  await scope.db.execute(sql`savepoint failures`)
  try {
    await forgetFailures(scope, person)
  } catch (error) {
    if (toAppError(error).code !== 'identity_shared') throw error
    await scope.db.execute(sql`rollback to savepoint failures`)
  }
}

export const unlockUser = command({
  summary: 'Unlock a user who failed to sign in too often or whom an administrator locked',
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'UNLOCK',
  audited: ['is_locked'],
  input: byId,
  output: message('User unlocked successfully'),
  async run(scope, { id }) {
    const before = await findManageable(scope, id)
    await open(scope, before)
    return {
      before,
      after: await findUser(scope, id),
      company: companyOf(before),
      details: `Unlocked user ${before.username}.`,
      response: { message: 'User unlocked successfully' as const },
    }
  },
})
