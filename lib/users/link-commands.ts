import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { users } from '@/db/schema'
import { guardKey } from '@/lib/auth/guard'
import { type Issued, issueLink } from '@/lib/auth/links'
import { endSessions } from '@/lib/auth/sessions'
import { displayName, type Principal, type Scope } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { conflict } from '@/lib/core/errors'
import { hasMailServer, queueMail } from '@/lib/core/mail'
import { command } from '@/lib/core/operation'
import { countWithin } from '@/lib/core/rate-limits'
import { byId, nothing } from '@/lib/core/schema'
import {
  assertJoined,
  assertSomebodyElsesSignIn,
  closeRoles,
  companyOf,
  findManageable,
  USER_AUDITED,
} from './managing'
import type { User } from './queries'
import { linkResult } from './schema'

const PER_RECIPIENT = { limit: 5, seconds: 60 * 60 }

/** Counts a message to somebody, so that nobody's mailbox is filled through us. Answers with RATE_LIMITED or null. */
export const countMail = (db: Db, email: string) =>
  countWithin(db, {
    key: `mail ${guardKey(email).toString('hex')}`,
    ...PER_RECIPIENT,
    refusal: `${PER_RECIPIENT.limit} messages have gone to this address within an hour. Try again later.`,
  })

/** Counts before the transaction, since the role that answers requests does not count. Throws RATE_LIMITED. */
async function countMailTo(actor: Principal, { id }: { id: string }) {
  const refusal = await systemPool().write(async ({ db }) => {
    const [person] = await db
      .select({ email: users.email })
      .from(users)
      .where(
        and(
          eq(users.id, id),
          isNull(users.deletedAt),
          actor.is_superuser ? undefined : eq(users.companyId, actor.company_id),
        ),
      )
    return person ? countMail(db, person.email) : null
  })
  if (refusal) throw refusal
}

/** Makes the link of a person and queues the mail that carries it, or shows the link where there is no mail. */
export async function sendLink(
  { db, actor }: Scope,
  { id, company }: Pick<User, 'id' | 'company'>,
  purpose: 'invitation' | 'reset',
  params: Record<string, string> = {},
): Promise<Issued> {
  const isShown = !hasMailServer()
  const issued = await issueLink(db, { purpose, userId: id, issuedBy: actor.user_id, isShown })
  await queueMail(db, {
    companyId: companyOf({ company }),
    template: purpose,
    userId: id,
    linkId: issued.id,
    params: { by: displayName(actor), ...params },
  })
  return issued
}

/** The answer with the link where nothing is sent, and what a repetition of the request gets instead. */
function resultOf({ url, expires_at }: Issued) {
  if (hasMailServer()) return { response: { message: 'Link sent' as const, expires_at } }
  const repeatable = { message: 'Link created' as const, expires_at }
  return { response: { ...repeatable, link: url }, repeatable }
}

function assertInvited({ status }: User) {
  if (status === 'invited') return
  throw conflict('not_invited', 'There is no invitation of this person that awaits an answer.')
}

export const resendInvitation = command({
  summary: 'Send a new invitation in the place of the last one',
  access: 'CREATE_USER',
  resource: 'User',
  action: 'UPDATE',
  audited: [],
  input: byId,
  output: linkResult,
  prepare: countMailTo,
  async run(scope, { id }) {
    const before = await findManageable(scope, id)
    assertInvited(before)
    return {
      before,
      after: before,
      company: companyOf(before),
      details: `Sent a new invitation to ${before.email}; the former one ended.`,
      ...resultOf(await sendLink(scope, before, 'invitation')),
    }
  },
})

export const withdrawInvitation = command({
  summary: 'Withdraw an invitation and forget the person who has not accepted it',
  access: 'CREATE_USER',
  resource: 'User',
  action: 'DELETE',
  audited: USER_AUDITED,
  input: byId,
  output: nothing,
  async run(scope, { id }) {
    const { db } = scope
    const before = await findManageable(scope, id)
    assertInvited(before)
    const company = companyOf(before)
    await closeRoles(scope, company, id)
    await endSessions(db, { companyId: company, userId: id, reason: 'deleted' })
    await db
      .update(users)
      .set({ isActive: false, deletedAt: sql`now()`, updatedAt: sql`now()` })
      .where(and(eq(users.companyId, company), eq(users.id, id)))
    await db.execute(sql`select app.release_identities()`)
    return {
      before,
      after: null,
      company,
      details: `Withdrew the invitation of ${before.email}.`,
    }
  },
})

export const sendReset = command({
  summary: 'Send somebody a link to choose a new password',
  access: 'UPDATE_USER',
  resource: 'User',
  action: 'UPDATE',
  audited: [],
  input: byId,
  output: linkResult,
  prepare: countMailTo,
  async run(scope, { id }) {
    const before = await findManageable(scope, id)
    assertJoined(before, 'they have no password to reset')
    await assertSomebodyElsesSignIn(scope, id, 'password')
    if (!before.is_active) {
      throw conflict('deactivated', 'This person is deactivated, so a link would lead nowhere.')
    }
    return {
      before,
      after: before,
      company: companyOf(before),
      details: `Sent user ${before.username} a link to choose a new password.`,
      ...resultOf(await sendLink(scope, before, 'reset')),
    }
  },
})
