import { and, eq, sql } from 'drizzle-orm'
import { users } from '@/db/schema'
import type { Principal } from '@/lib/core/context'
import { command } from '@/lib/core/operation'
import { meOf } from './queries'
import { me, profileUpdate } from './schema'

const AUDITED = ['first_name', 'last_name']

const nameOf = ({ user_id: id, first_name, last_name }: Principal) => ({
  id,
  first_name,
  last_name,
})

export const updateMe = command({
  summary: 'Change your name',
  access: 'SIGNED_IN',
  resource: 'User',
  audited: AUDITED,
  input: profileUpdate,
  output: me,
  async run({ db, actor }, { first_name, last_name }) {
    const isUnchanged =
      (first_name ?? actor.first_name) === actor.first_name &&
      (last_name ?? actor.last_name) === actor.last_name
    const own = and(eq(users.companyId, actor.company_id), eq(users.id, actor.user_id))
    const [changed] = isUnchanged
      ? []
      : await db
          .update(users)
          .set({ firstName: first_name, lastName: last_name, updatedAt: sql`now()` })
          .where(own)
          .returning({ first_name: users.firstName, last_name: users.lastName })
    const renamed = { ...actor, ...changed }
    const change = {
      before: nameOf(actor),
      after: nameOf(renamed),
      details: 'Changed their own name.',
      isUnchanged,
    }
    // The tag of what is answered covers more than the name that the trail tells of.
    return { before: meOf(actor), after: meOf(renamed), each: [change] }
  },
})
