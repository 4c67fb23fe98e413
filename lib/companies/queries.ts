import { and, eq, gte, ilike, isNull, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { companies, PLATFORM_COMPANY_ID, userStatus } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { containing, limits, listParameters, ordered, updatedSince } from '@/lib/core/pagination'
import { byId } from '@/lib/core/schema'
import { company } from './schema'

/** A company as the API shows it. */
const publicCompany = {
  id: companies.id,
  name: companies.name,
  code: companies.code,
  description: companies.description,
  is_active: companies.isActive,
  time_zone: companies.timeZone,
  locale: companies.locale,
  user_count: sql<number>`(
    select count(*)::int from users u where u.company_id = companies.id and u.deleted_at is null)`,
  active_count: sql<number>`(
    select count(*)::int from users
    where users.company_id = companies.id and users.deleted_at is null and ${userStatus} = 'active')`,
  locked_count: sql<number>`(
    select count(*)::int from users
    where users.company_id = companies.id and users.deleted_at is null and ${userStatus} = 'locked')`,
  admin_count: sql<number>`(select current_count from app.administrators(companies.id))`,
  role_count: sql<number>`(
    select count(*)::int from roles r where r.company_id = companies.id and r.deleted_at is null)`,
  created_at: companies.createdAt,
  updated_at: companies.updatedAt,
}

export type Company = z.infer<typeof company>

/** A person's own company, for a superuser every one; the platform itself is nobody's to see or edit. */
const visibleTo = ({ actor }: Scope) =>
  and(
    isNull(companies.deletedAt),
    ne(companies.id, PLATFORM_COMPANY_ID),
    actor.is_superuser ? undefined : eq(companies.id, actor.company_id),
  )

/** A live company within the actor's reach, locked until the end of the transaction when it is to change. */
export async function findCompany(scope: Scope, id: string, lock?: 'for update'): Promise<Company> {
  const chosen = scope.db
    .select(publicCompany)
    .from(companies)
    .where(and(eq(companies.id, id), visibleTo(scope)))
  const [found] = await (lock ? chosen.for('no key update', { of: companies }) : chosen)
  if (!found) throw notFound('Company')
  return found
}

const hasLocked = sql`exists (
  select from users where users.company_id = companies.id and users.deleted_at is null
    and ${userStatus} = 'locked')`

export const listCompanies = list({
  summary: 'List companies',
  access: 'VIEW_COMPANIES',
  resource: 'Company',
  input: z.object({
    ...listParameters(['name', 'created_at', 'updated_at']),
    is_active: z.stringbool().optional(),
    updated_since: updatedSince,
    has_locked: z.literal('true').optional().describe('Only where somebody is locked'),
    code: z.string().optional().describe('The company with exactly this code'),
  }),
  output: company,
  async run(scope, input) {
    const { db } = scope
    const where = and(
      input.updated_since ? gte(companies.updatedAt, input.updated_since) : undefined,
      visibleTo(scope),
      input.has_locked ? hasLocked : undefined,
      input.code ? eq(companies.code, input.code) : undefined,
      input.is_active === undefined ? undefined : eq(companies.isActive, input.is_active),
      input.search
        ? or(
            ilike(companies.name, containing(input.search)),
            ilike(companies.code, containing(input.search)),
            ilike(companies.description, containing(input.search)),
          )
        : undefined,
    )
    const columns = {
      name: sql`lower(${companies.name})`,
      created_at: companies.createdAt,
      updated_at: companies.updatedAt,
    }
    const { limit, offset } = limits(input)
    const [rows, total] = await Promise.all([
      db
        .select(publicCompany)
        .from(companies)
        .where(where)
        .orderBy(...ordered(input.ordering, columns, 'name', companies.id))
        .limit(limit)
        .offset(offset),
      db.$count(companies, where),
    ])
    return { rows, total }
  },
})

export const getCompany = query({
  summary: 'Show a company',
  access: 'VIEW_COMPANIES',
  resource: 'Company',
  input: byId,
  output: company,
  run: (scope, { id }) => findCompany(scope, id),
})
