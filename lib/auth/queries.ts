import { z } from 'zod'
import type { Db } from '@/db/connection'
import { PLATFORM_COMPANY_ID } from '@/db/schema'
import type { Principal } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { anonymous, list, query } from '@/lib/core/operation'
import { byId, nothing } from '@/lib/core/schema'
import { isLocale } from '@/messages/locales'
import { dateStyle, formatsOf } from './formats'
import { publicKeys } from './keys'
import { me, session } from './schema'
import { liveSessions } from './sessions'

/** A principal as the API shows the signed-in person. */
export const currentUserOf = (actor: Principal) => ({
  id: actor.user_id,
  username: actor.username,
  email: actor.email,
  first_name: actor.first_name,
  last_name: actor.last_name,
  company: actor.company_id === PLATFORM_COMPANY_ID ? null : actor.company_id,
  company_name: actor.company_id === PLATFORM_COMPANY_ID ? null : actor.company_name,
  permissions: actor.permissions,
  roles: actor.roles,
  is_active: actor.is_active,
  is_superuser: actor.is_superuser,
})

const NOTHING_CHOSEN = { time_zone: null, locale: null, date_style: null }

export const meOf = (actor: Principal) => ({
  user: currentUserOf(actor),
  permissions: actor.permissions,
  version: actor.version,
  must_change_password: actor.must_change_password,
  preferences: preferencesOf(actor.preferences),
  formats: formatsOf(actor.preferences, actor.company_formats),
  default_formats: formatsOf(NOTHING_CHOSEN, actor.company_formats),
})

/** A choice that this version does not know is none. */
const preferencesOf = ({ time_zone, locale, date_style }: Principal['preferences']) => ({
  time_zone,
  locale: isLocale(locale) ? locale : null,
  date_style: dateStyle.safeParse(date_style).data ?? null,
})

export const getMe = query({
  summary: 'Show who is signed in and what they may do',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Session',
  input: nothing,
  output: me,
  run: async ({ actor }) => meOf(actor),
})

/** One of the person's own live sessions. Throws NOT_FOUND. */
export async function findOwnSession(db: Db, actor: Principal, id: string) {
  const rows = await liveSessions(db, actor.company_id, actor.user_id, actor.session_id)
  const found = rows.find((row) => row.id === id)
  if (!found) throw notFound('Session')
  return found
}

export const listOwnSessions = list({
  summary: 'List your sessions',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Session',
  input: nothing,
  output: session,
  async run({ db, actor }) {
    const rows = await liveSessions(db, actor.company_id, actor.user_id, actor.session_id)
    return { rows, total: rows.length }
  },
})

export const getOwnSession = query({
  summary: 'Show one of your sessions',
  access: 'SIGNED_IN',
  beforePasswordChange: true,
  resource: 'Session',
  input: byId,
  output: session,
  run: ({ db, actor }, { id }) => findOwnSession(db, actor, id),
})

export const getPublicKeys = anonymous({
  summary: 'Show the public keys that access tokens are signed with',
  resource: 'Key',
  cacheSeconds: 300,
  input: nothing,
  output: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  run: () => publicKeys(),
})
