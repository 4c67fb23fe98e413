import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { companies, users } from '@/db/schema'
import { assertGoodPassword } from '@/lib/auth/password-policy'
import { hashPassword } from '@/lib/auth/passwords'
import { endSessions } from '@/lib/auth/sessions'
import type { Scope } from '@/lib/core/context'
import { AppError } from '@/lib/core/errors'
import { command } from '@/lib/core/operation'
import { byId, nothing } from '@/lib/core/schema'
import { keepingAdministrator } from '@/lib/permissions/administrators'
import { chosenCompany } from '@/lib/permissions/company-choice'
import { replacePassword } from './account-commands'
import {
  assertJoined,
  assertSomebodyElse,
  assertSomebodyElsesSignIn,
  closeRoles,
  companyOf,
  findManageable,
  keepingAdministratorOf,
  USER_AUDITED,
} from './managing'
import { findUser } from './queries'
import { user, userInput, userReplacement, userUpdate } from './schema'

type NewUser = z.output<typeof userInput>

const EMAIL_TAKEN =
  'Somebody can already sign in with this e-mail address. Send link_existing: true to add that person, who then signs in with the password given here.'

/**
 * The identity that has this address already, which only a superuser learns of. It may have been made
 * by another company to be found here, so it is used only when asked for. Throws CONFLICT.
 */
async function knownIdentity({ db, actor }: Scope, { email, link_existing }: NewUser) {
  if (!actor.is_superuser) return null
  const [row] = await db.execute<{ id: string | null }>(
    sql`select app.find_identity(${email}::text) as id`,
  )
  if (!row?.id || link_existing) return row?.id ?? null
  throw new AppError('CONFLICT', EMAIL_TAKEN, {
    code: 'identities_email_taken',
    errors: { email: [EMAIL_TAKEN] },
  })
}

async function newIdentity(
  { db }: Scope,
  company: string,
  { password, ...person }: NewUser,
  hash: string,
) {
  const [owner] = await db
    .select({ name: companies.name })
    .from(companies)
    .where(eq(companies.id, company))
  assertGoodPassword(password, { ...person, company_name: owner?.name })
  const id = uuidv7()
  await db.execute(
    sql`select app.create_identity(${id}::uuid, ${person.email}::text, ${hash}::text, false)`,
  )
  return id
}

export const createUser = command({
  summary: 'Create a user',
  access: 'CREATE_USER',
  resource: 'User',
  audited: USER_AUDITED,
  input: userInput,
  output: user,
  prepare: (_actor, { password }) => hashPassword(password),
  async run(scope, input, hash) {
    const company = await chosenCompany(scope, input.company)
    const known = await knownIdentity(scope, input)
    const id = uuidv7()
    await scope.db.insert(users).values({
      companyId: company,
      id,
      identityId: known ?? (await newIdentity(scope, company, input, hash)),
      username: input.username,
      email: input.email,
      firstName: input.first_name,
      lastName: input.last_name,
      isActive: input.is_active,
      // Somebody new may do nothing, which nobody has to be told.
      announcedAccess: '',
    })
    const after = await findUser(scope, id)
    if (!known) return { before: null, after, company }
    await replacePassword(scope, after, { password: input.password, hash })
    return {
      before: null,
      after,
      company,
      details: `Added user ${after.username} and set their password; their sessions ended.`,
    }
  },
})

type Changes = z.output<typeof userUpdate>

async function changeUser(scope: Scope, changes: Changes, hash: string | undefined) {
  const seen = await findUser(scope, changes.id)
  const company = companyOf(seen)
  const apply = () => applyChanges(scope, company, changes, hash)
  // Judged so that whatever happens until the lock, a deactivation is always guarded.
  const isToggled = changes.is_active === false || (changes.is_active && !seen.is_active)
  return isToggled ? keepingAdministrator(scope, company, apply) : apply()
}

async function applyChanges(
  scope: Scope,
  company: string,
  { id, email, password, is_active, ...names }: Changes,
  hash: string | undefined,
) {
  const { db, actor } = scope
  const before = await findManageable(scope, id, company)
  const isToggled = is_active !== undefined && is_active !== before.is_active
  if (isToggled && !is_active) assertSomebodyElse(actor, id)
  if (email !== undefined && email !== before.email) {
    assertJoined(before, 'the address it went to stays')
    await assertSomebodyElsesSignIn(scope, id, 'email')
    await db.execute(sql`select app.set_email(${id}::uuid, ${email}::text)`)
  }
  await db
    .update(users)
    .set({
      username: names.username,
      firstName: names.first_name,
      lastName: names.last_name,
      isActive: is_active,
      updatedAt: sql`now()`,
    })
    .where(and(eq(users.companyId, company), eq(users.id, id)))
  if (isToggled && !is_active) {
    await endSessions(db, { companyId: company, userId: id, reason: 'deactivated' })
  }
  if (password && hash) {
    await replacePassword(scope, await findUser(scope, id), { password, hash })
  }
  const after = await findUser(scope, id)
  const details = password ? `Changed user ${after.username} and set a new password.` : undefined
  return { before, after, affects: isToggled ? [id] : undefined, company, details }
}

const hashIfGiven = async (_actor: unknown, { password }: { password?: string }) =>
  password ? hashPassword(password) : undefined

export const replaceUser = command({
  summary: 'Replace a user',
  access: 'UPDATE_USER',
  resource: 'User',
  audited: USER_AUDITED,
  input: userReplacement,
  output: user,
  prepare: hashIfGiven,
  run: changeUser,
})

export const updateUser = command({
  summary: 'Change a user',
  access: 'UPDATE_USER',
  resource: 'User',
  audited: USER_AUDITED,
  input: userUpdate,
  output: user,
  prepare: hashIfGiven,
  run: changeUser,
})

export const deleteUser = command({
  summary: 'Delete a user',
  access: 'DELETE_USER',
  resource: 'User',
  audited: USER_AUDITED,
  input: byId,
  output: nothing,
  run: (scope, { id }) =>
    keepingAdministratorOf(scope, id, async (company) => {
      const { db, actor } = scope
      const before = await findManageable(scope, id, company)
      assertSomebodyElse(actor, id)
      await closeRoles(scope, company, id)
      await endSessions(db, { companyId: company, userId: id, reason: 'deleted' })
      await db
        .update(users)
        .set({ isActive: false, deletedAt: sql`now()`, updatedAt: sql`now()` })
        .where(and(eq(users.companyId, company), eq(users.id, id)))
      // Afterwards the e-mail address is free for somebody else.
      await db.execute(sql`select app.release_identities()`)
      return { before, after: null, affects: [id], company }
    }),
})
