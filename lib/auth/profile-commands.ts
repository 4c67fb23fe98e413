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
type Profile = Pick<Principal, (typeof NAMES)[number]> & Principal['preferences']

const profileOf = ({ first_name, last_name, preferences }: Principal): Profile => ({
  first_name,
  last_name,
  ...preferences,
})

/** What was given, over what is. */
function changed(before: Profile, update: Update): Profile {
  const given = Object.entries(update).filter(([, value]) => value !== undefined)
  return { ...before, ...Object.fromEntries(given) }
}

const rename = ({ db, actor }: Scope, { first_name, last_name }: Profile) =>
  db
    .update(users)
    .set({ firstName: first_name, lastName: last_name, updatedAt: sql`now()` })
    .where(and(eq(users.companyId, actor.company_id), eq(users.id, actor.user_id)))

const chooseFormats = ({ db, actor }: Scope, { time_zone, locale, date_style }: Profile) =>
  db.execute(sql`select app.set_own_formats(
    ${actor.session_id}::uuid, ${time_zone}::text, ${locale}::text, ${date_style}::text)`)

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
    const after = changed(before, update)
    const differs = (names: readonly (keyof Profile)[]) =>
      names.some((name) => before[name] !== after[name])
    const [isRenamed, isReformatted] = [differs(NAMES), differs(FORMATS)]
    if (isRenamed) await rename(scope, after)
    if (isReformatted) await chooseFormats(scope, after)
    const { first_name, last_name, ...preferences } = after
    const change = {
      before: { id: actor.user_id, ...before },
      after: { id: actor.user_id, ...after },
      details: isRenamed
        ? 'Changed their own name.'
        : 'Changed how dates and times are written for them.',
      isUnchanged: !isRenamed && !isReformatted,
    }
    // The tag of what is answered covers more than what the trail tells of.
    return {
      before: meOf(actor),
      after: meOf({ ...actor, first_name, last_name, preferences }),
      each: [change],
    }
  },
})
