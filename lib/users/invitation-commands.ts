import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { normaliseEmail } from '@/lib/auth/guard'
import type { Principal, Scope } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { invalid, toAppError } from '@/lib/core/errors'
import { hasMailServer } from '@/lib/core/mail'
import { type Change, command } from '@/lib/core/operation'
import { lockChosenCompany } from '@/lib/permissions/company-choice'
import { assertGrantable, assertMayAssignRoles, assertOutlasts } from '@/lib/permissions/granting'
import { addInvited, type Invitation, memberWith, type Role } from './invitations'
import { countMail, sendLink } from './link-commands'
import { USER_AUDITED } from './managing'
import { findUser } from './queries'
import { findRole } from './role-commands'
import { emailAddress, invitationInput, invitationResult } from './schema'

type Result = z.output<typeof invitationResult>
/** The roles, as far as the actor may give them for good. Throws INVALID or FORBIDDEN. */
async function grantableRoles(scope: Scope, company: string, ids: string[]): Promise<Role[]> {
  if (ids.length === 0) return []
  assertMayAssignRoles(scope.actor)
  const roles: Role[] = []
  for (const id of new Set(ids)) {
    const role = await findRole(scope, company, id).catch((error: unknown) => {
      throw toAppError(error).kind === 'NOT_FOUND'
        ? invalid('role_ids', 'There is no such role in this company.')
        : error
    })
    roles.push(role)
  }
  const codes = [...new Set(roles.flatMap(({ permissions }) => permissions))]
  assertGrantable(scope.actor, codes)
  await assertOutlasts(scope, codes, null)
  return roles
}

const sentence = (email: string, roles: Role[]) =>
  `Invited ${email}${roles.length > 0 ? ` as ${roles.map(({ name }) => name).join(', ')}` : ''}.`

/** One address: everything or nothing of it. */
async function invite(
  scope: Scope,
  invitation: Invitation,
): Promise<{ result: Result; change?: Change<unknown> }> {
  const { company, email, roles, message } = invitation
  const member = await memberWith(scope, company, email)
  if (member) {
    const { isInvited, ...user } = member
    const text = isInvited
      ? 'Was invited already. Send a new invitation from their page.'
      : 'Is here already.'
    return { result: { email, status: 'already_member', message: text, user } }
  }
  await scope.db.execute(sql`savepoint invitation`)
  try {
    const id = await addInvited(scope, invitation)
    const after = await findUser(scope, id)
    const { url } = await sendLink(scope, after, 'invitation', { message })
    const details = sentence(email, roles)
    const sent = hasMailServer() ? 'The invitation is on its way.' : 'Give them the link.'
    return {
      result: {
        email,
        status: 'invited',
        message: sent,
        user: { id, name: after.username },
        ...(!hasMailServer() && { link: url }),
      },
      change: { before: null, after: await findUser(scope, id), company, details },
    }
  } catch (thrown) {
    const error = toAppError(thrown)
    // Anything but a contradiction concerns all of them.
    if (error.kind !== 'CONFLICT') throw thrown
    await scope.db.execute(sql`rollback to savepoint invitation`)
    return { result: { email, status: 'failed', message: error.message } }
  }
}

interface Address {
  email: string
  /** Why nothing is sent to it. */
  refused?: Pick<Result, 'status' | 'message'>
}

/** Each address once, in the order in which they were given, and which of them get no mail. */
async function prepareAddresses(
  _actor: Principal,
  { emails }: z.output<typeof invitationInput>,
): Promise<Address[]> {
  const distinct = new Map(emails.map((text) => [normaliseEmail(text), text.trim()]))
  return systemPool().write(async ({ db }) => {
    const addresses: Address[] = []
    for (const email of distinct.values()) {
      const parsed = emailAddress.safeParse(email)
      const refused = parsed.success ? await countMail(db, email) : parsed.error.issues[0]!
      const status = parsed.success ? ('failed' as const) : ('invalid' as const)
      addresses.push({ email, ...(refused && { refused: { status, message: refused.message } }) })
    }
    return addresses
  })
}

export const inviteUsers = command({
  summary: 'Invite people by e-mail',
  access: 'CREATE_USER',
  resource: 'User',
  action: 'CREATE',
  audited: USER_AUDITED,
  input: invitationInput,
  output: z.array(invitationResult),
  prepare: prepareAddresses,
  async run(scope, input, addresses) {
    // Locked, so that the roles still give what was judged when they are given.
    const company = await lockChosenCompany(scope, input.company)
    await scope.recheck()
    const roles = await grantableRoles(scope, company, input.role_ids)
    const response: Result[] = []
    const each: Change<unknown>[] = []
    for (const { email, refused } of addresses) {
      const given = { company, email, roles, message: input.message ?? '' }
      const { result, change } = refused
        ? { result: { email, ...refused } }
        : await invite(scope, given)
      response.push(result)
      if (change) each.push(change)
    }
    return {
      before: null,
      after: null,
      each,
      response,
      repeatable: response.map(({ link: _, ...result }) => result),
    }
  },
})
