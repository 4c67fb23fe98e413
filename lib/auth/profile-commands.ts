import { and, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { users } from '@/db/schema'
import type { Principal, Scope } from '@/lib/core/context'
import { command } from '@/lib/core/operation'
import { meOf } from './queries'
import { me, profileUpdate } from './schema'

const NAMES = ['first_name', 'last_name'] as const
const FORMATS = ['time_zone', 'locale', 'date_style'] as const

type Update = z.output<typeof profileUpdate>
type Field = (typeof NAMES)[number] | (typeof FORMATS)[number]

const profileOf = ({ first_name, last_name, preferences }: Principal) => ({
  first_name,
  last_name,
  ...preferences,
})

/** Only what is given, so that two changes at once lose nothing of each other; answers how it is then. */
async function rename({ db, actor }: Scope, { first_name, last_name }: Update) {
  const [renamed] = await db
    .update(users)
    .set({ firstName: first_name, lastName: last_name, updatedAt: sql`now()` })
    .where(and(eq(users.companyId, actor.company_id), eq(users.id, actor.user_id)))
    .returning({ first_name: users.firstName, last_name: users.lastName })
  return renamed!
}

/** The same of how times are written. */
async function chooseFormats({ db, actor }: Scope, { time_zone, locale, date_style }: Update) {
  const chosen = JSON.stringify({ time_zone, locale, date_style })
  const [row] = await db.execute<{ preferences: Principal['preferences'] }>(sql`
    select app.set_own_formats(${actor.session_id}::uuid, ${chosen}::jsonb) as preferences`)
  return row!.preferences
}

const sentence = (isRenamed: boolean, isReformatted: boolean) => {
  const changed = [
    isRenamed && 'their own name',
    isReformatted && 'how dates and times are written for them',
  ]
  return `Changed ${changed.filter(Boolean).join(' and ')}.`
}

export const updateMe = command({
  summary: 'Change your name, and how times are written for you',
  access: 'SIGNED_IN',
  resource: 'User',
  audited: [...NAMES, ...FORMATS],
  input: profileUpdate,
  output: me,
  async run(scope, update) {
    const { actor } = scope
    const before = profileOf(actor)
    const differs = (fields: readonly Field[]) =>
      fields.some((field) => update[field] !== undefined && update[field] !== before[field])
    const [isRenamed, isReformatted] = [differs(NAMES), differs(FORMATS)]
    const renamed = isRenamed ? await rename(scope, update) : undefined
    const preferences = isReformatted ? await chooseFormats(scope, update) : actor.preferences
    const given = Object.entries(update).filter(([, value]) => value !== undefined)
    const change = {
      before: { id: actor.user_id, ...before },
      after: { id: actor.user_id, ...before, ...Object.fromEntries(given) },
      details: sentence(isRenamed, isReformatted),
      isUnchanged: !isRenamed && !isReformatted,
    }
    // The tag of what is answered covers more than what the trail tells of.
    return {
      before: meOf(actor),
      after: meOf({ ...actor, ...renamed, preferences }),
      each: [change],
    }
  },
})
