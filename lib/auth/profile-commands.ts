import { and, eq, sql } from 'drizzle-orm'
import { users } from '@/db/schema'
import { command } from '@/lib/core/operation'
import { meOf } from './queries'
import { me, profileUpdate } from './schema'

const AUDITED = ['first_name', 'last_name']

export const updateMe = command({
  summary: 'Change your name',
  access: 'SIGNED_IN',
  resource: 'User',
  audited: AUDITED,
  input: profileUpdate,
  output: me,
  async run({ db, actor }, changes) {
    const before = { id: actor.user_id, ...nameOf(actor) }
    const after = {
      ...before,
      first_name: changes.first_name ?? before.first_name,
      last_name: changes.last_name ?? before.last_name,
    }
    const isUnchanged =
      after.first_name === before.first_name && after.last_name === before.last_name
    if (!isUnchanged) {
      await db
        .update(users)
        .set({ firstName: after.first_name, lastName: after.last_name, updatedAt: sql`now()` })
        .where(and(eq(users.companyId, actor.company_id), eq(users.id, actor.user_id)))
    }
    return {
      before,
      after,
      details: 'Changed their own name.',
      response: meOf({ ...actor, ...nameOf(after) }),
      isUnchanged,
    }
  },
})

const nameOf = ({ first_name, last_name }: { first_name: string; last_name: string }) => ({
  first_name,
  last_name,
})
