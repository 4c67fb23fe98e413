import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { PLATFORM_COMPANY_ID, userStatus, users } from '@/db/schema'
import { session } from '@/lib/auth/schema'
import { liveSessions } from '@/lib/auth/sessions'
import type { Scope } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { containing, limits, listParameters, ordered, updatedSince } from '@/lib/core/pagination'
import { byId, userStatus as status, uuid } from '@/lib/core/schema'
import { companyParameter, withinReach } from '@/lib/permissions/company-choice'
import { hasRole, lacksRole, lastLoginFilters, signedIn } from './list-filters'
import { user } from './schema'

export type User = z.infer<typeof user>

/** A moment inside of JSON, in the form that columns have by themselves. */
const isoInstant = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** A user as the API shows it. */
const publicUser = {
  id: users.id,
  username: users.username,
  email: users.email,
  first_name: users.firstName,
  last_name: users.lastName,
  is_active: users.isActive,
  is_superuser: users.isSuperuser,
  is_locked: sql<boolean>`coalesce(${users.lockedUntil} > now(), false)`,
  locked_until: sql<
    string | null
  >`case when ${users.lockedUntil} > now() then ${users.lockedUntil} end`.mapWith(
    users.lockedUntil,
  ),
  status: userStatus,
  invitation: sql<User['invitation']>`case when users.is_invited then (
    select json_build_object('sent_at', ${isoInstant('l.created_at')}, 'expires_at', ${isoInstant('l.expires_at')})
    from one_time_links l
    where l.company_id = users.company_id and l.user_id = users.id and l.purpose = 'invitation'
    order by l.created_at desc, l.id desc limit 1) end`,
  last_login: users.lastLogin,
  roles: sql<User['roles']>`(
    select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
    from user_roles ur
    join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
    where ur.company_id = users.company_id and ur.user_id = users.id
      and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now()))`,
  company: sql<User['company']>`(
    select json_build_object('id', c.id, 'name', c.name) from companies c
    where c.id = users.company_id and c.id <> ${PLATFORM_COMPANY_ID}::uuid)`,
  created_at: users.createdAt,
  updated_at: users.updatedAt,
}

const visibleTo = (scope: Scope, company?: string) =>
  and(isNull(users.deletedAt), withinReach(scope, users.companyId, company))

interface Finding {
  /** Only in this company. */
  company?: string
  /** Locked until the end of the transaction, because it is to change. */
  lock?: boolean
}

/** A live user within the actor's reach. Throws NOT_FOUND. */
export async function findUser(
  scope: Scope,
  id: string,
  { company, lock }: Finding = {},
): Promise<User> {
  const where = and(eq(users.id, id), visibleTo(scope, company))
  const read = scope.db.select(publicUser).from(users).where(where)
  // Locked by a statement of its own: one that waited would still show the roles from before its wait.
  const locked = scope.db.select({ id: users.id }).from(users).where(where).for('no key update')
  const [found] = lock ? (await Promise.all([locked, read]))[1] : await read
  if (!found) throw notFound('User')
  return found
}

const ORDERINGS = {
  username: sql`lower(${users.username})`,
  email: sql`lower(${users.email})`,
  first_name: sql`lower(${users.firstName})`,
  last_name: sql`lower(${users.lastName})`,
  created_at: users.createdAt,
  updated_at: users.updatedAt,
  // Whoever never signed in did so longest ago.
  last_login: sql`coalesce(${users.lastLogin}, '-infinity')`,
}

export const listUsers = list({
  summary: 'List users',
  access: 'VIEW_USERS',
  resource: 'User',
  input: z.object({
    ...listParameters([
      'username',
      'email',
      'first_name',
      'last_name',
      'created_at',
      'updated_at',
      'last_login',
    ]),
    is_active: z.stringbool().optional(),
    is_locked: z.stringbool().optional(),
    status: status.optional(),
    role: uuid.optional().describe('Only people who have this role'),
    without_role: z
      .literal('true')
      .optional()
      .describe('Only people who may sign in and have no role'),
    company: companyParameter,
    ...lastLoginFilters,
    updated_since: updatedSince,
  }),
  output: user,
  async run(scope, input) {
    const { db, actor } = scope
    const where = and(
      input.updated_since ? gte(users.updatedAt, input.updated_since) : undefined,
      visibleTo(scope, input.company),
      input.is_active === undefined ? undefined : eq(users.isActive, input.is_active),
      input.is_locked === undefined ? undefined : eq(publicUser.is_locked, input.is_locked),
      input.status === undefined ? undefined : eq(publicUser.status, input.status),
      input.role ? hasRole(input.role) : undefined,
      input.without_role ? lacksRole : undefined,
      signedIn(input),
      input.search
        ? sql`${users.searchText} like lower(${containing(input.search)}::text)`
        : undefined,
    )
    const fallback = actor.is_superuser ? '-created_at' : 'username'
    const { limit, offset } = limits(input)
    const [rows, total] = await Promise.all([
      db
        .select(publicUser)
        .from(users)
        .where(where)
        .orderBy(...ordered(input.ordering, ORDERINGS, fallback, users.id))
        .limit(limit)
        .offset(offset),
      db.$count(users, where),
    ])
    return { rows, total }
  },
})

export const getUser = query({
  summary: 'Show a user',
  access: 'VIEW_USERS',
  resource: 'User',
  input: byId,
  output: user,
  run: (scope, { id }) => findUser(scope, id),
})

export const listUserSessions = list({
  summary: "List a user's sessions",
  access: 'UPDATE_USER',
  resource: 'User',
  input: byId,
  output: session,
  async run(scope, { id }) {
    const { db, actor } = scope
    const company = db
      .select({ id: users.companyId })
      .from(users)
      .where(and(eq(users.id, id), visibleTo(scope)))
    const [, rows] = await Promise.all([
      findUser(scope, id),
      liveSessions(db, sql`(${company})`, id, actor.session_id),
    ])
    return { rows, total: rows.length }
  },
})
