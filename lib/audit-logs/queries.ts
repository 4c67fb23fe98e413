import { and, asc, desc, eq, gte, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Db } from '@/db/connection'
import { auditLogs } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { containing, limits } from '@/lib/core/pagination'
import { byId } from '@/lib/core/schema'
import { withinReach } from '@/lib/permissions/company-choice'
import { fromCursor, type Position, toCursor } from './cursor'
import { auditLog, auditLogFilter, COUNTED } from './schema'

/** The time of an entry to the microsecond, which the position of the next page must not lose. */
const exactTime = sql<string>`to_char(${auditLogs.timestamp} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** An entry as the API shows it. */
const publicAuditLog = {
  id: auditLogs.id,
  user_name: auditLogs.userName,
  user_email: auditLogs.userEmail,
  action: auditLogs.action,
  resource_type: auditLogs.resourceType,
  resource_id: auditLogs.resourceId,
  details: auditLogs.details,
  changes: auditLogs.changes,
  // Safe because only lib/core/audit.ts writes entries, and it knows no other outcomes.
  outcome: sql<z.infer<typeof auditLog>['outcome']>`${auditLogs.outcome}`.as('outcome'),
  ip_address: auditLogs.ipAddress,
  user_agent: auditLogs.userAgent,
  request_id: auditLogs.requestId,
  timestamp: exactTime.as('timestamp'),
}

type Filter = z.output<typeof auditLogFilter>

const visibleTo = (scope: Scope, company?: string) =>
  withinReach(scope, auditLogs.companyId, company)

/**
 * Like ILIKE, at half its cost: that makes the pattern lower case again for every row, and a text
 * without accents needs no more than the rules of ASCII.
 */
function holds(column: PgColumn, text: string) {
  const rules = /^[ -~]*$/.test(text) ? sql`collate "C"` : sql``
  return sql`lower(${column} ${rules}) like lower(${containing(text)}::text ${rules})`
}

const matching = (filter: Filter) =>
  and(
    filter.action?.length
      ? sql`${auditLogs.action} = any(${`{${filter.action.map((code) => JSON.stringify(code)).join(',')}}`}::text[])`
      : undefined,
    filter.user
      ? or(holds(auditLogs.userName, filter.user), holds(auditLogs.userEmail, filter.user))
      : undefined,
    filter.start_date ? gte(auditLogs.timestamp, filter.start_date) : undefined,
    filter.end_date ? lte(auditLogs.timestamp, filter.end_date) : undefined,
    filter.resource_type ? eq(auditLogs.resourceType, filter.resource_type) : undefined,
    filter.resource_id ? eq(auditLogs.resourceId, filter.resource_id) : undefined,
    filter.outcome ? eq(auditLogs.outcome, filter.outcome) : undefined,
    filter.ip ? eq(auditLogs.ipAddress, filter.ip) : undefined,
    filter.search ? holds(auditLogs.details, filter.search) : undefined,
  )

/** The entries behind a position. The second condition is implied by the first, but only it rules out whole months. */
function behind({ timestamp: at, id }: Position, isDescending: boolean): SQL {
  const row = sql`(${auditLogs.timestamp}, ${auditLogs.id})`
  const position = sql`(${at}::timestamptz, ${id}::uuid)`
  return isDescending
    ? sql`${row} < ${position} and ${auditLogs.timestamp} <= ${at}::timestamptz`
    : sql`${row} > ${position} and ${auditLogs.timestamp} >= ${at}::timestamptz`
}

type Row = z.infer<typeof auditLog>

/** How many entries match, counted no further than pages can be. */
const counting = (db: Db, where: SQL | undefined) => {
  const counted = db
    .select({ one: sql`1` })
    .from(auditLogs)
    .where(where)
    .limit(COUNTED + 1)
    .as('counted')
  return sql`(select count(*)::int from ${counted})`
}

/**
 * One entry more than the page holds, which tells whether there is a next one, and the total. They are
 * one statement, since the search for a rare text must read everything: a page that is not full
 * already says how many there are.
 */
async function readPage(db: Db, filter: Filter, where: SQL | undefined) {
  const isDescending = filter.ordering !== 'timestamp'
  const direction = isDescending ? desc : asc
  const position = filter.cursor ? fromCursor(filter.cursor) : undefined
  const { limit, offset } = limits(filter)
  const page = db
    .select(publicAuditLog)
    .from(auditLogs)
    .where(position ? and(where, behind(position, isDescending)) : where)
    .orderBy(direction(auditLogs.timestamp), direction(auditLogs.id))
    .limit(limit + 1)
    .offset(position ? 0 : offset)
  const shown = sql`(select count(*)::int from page)`
  const isLast = position
    ? sql`false`
    : sql`${shown} <= ${limit}::int and (${shown} > 0 or ${offset}::int = 0)`
  const [, rows] = await Promise.all([
    // A plan made for companies in general reads everybody's entries to find those of a small one.
    db.execute(sql`set local plan_cache_mode = force_custom_plan`),
    db.execute<{ total: number } & (Row | { id: null })>(sql`
      with page as materialized ${page}
      select known.total, page.* from (
        select case when ${isLast} then ${offset}::int + ${shown}
          else ${counting(db, where)} end as total
      ) known left join page on true
      order by ${direction(sql`page.timestamp`)}, ${direction(sql`page.id`)}`),
  ])
  return {
    found: rows.flatMap(({ total: _, ...row }) => (row.id === null ? [] : [row])),
    total: rows[0]!.total,
  }
}

export const listAuditLogs = list({
  summary: 'List the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditLogFilter,
  output: auditLog,
  async run(scope, filter) {
    const where = and(visibleTo(scope, filter.company), matching(filter))
    const { found, total } = await readPage(scope.db, filter, where)
    const rows = found.slice(0, filter.page_size)
    return {
      rows,
      total: total > COUNTED ? (`${COUNTED}+` as const) : total,
      nextCursor: found.length > rows.length ? toCursor(rows.at(-1)!) : null,
    }
  },
})

export const getAuditLog = query({
  summary: 'Show an entry of the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: byId,
  output: auditLog,
  async run(scope, { id }) {
    const [found] = await scope.db
      .select(publicAuditLog)
      .from(auditLogs)
      .where(and(eq(auditLogs.id, id), visibleTo(scope)))
    if (!found) throw notFound('Audit log entry')
    return found
  },
})
