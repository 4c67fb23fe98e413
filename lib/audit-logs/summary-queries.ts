import { and, count, desc, ilike, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { auditLogs } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { query } from '@/lib/core/operation'
import { containing } from '@/lib/core/pagination'
import { type Criteria, matching, PLANNED_FOR_THIS_COMPANY, visibleTo } from './criteria'
import { auditFacets, auditFacetsInput, auditHistogram, auditLogCriteria } from './schema'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MOST_BUCKETS = 90
const TOP = 10

/** Lengths that a person reads at a glance; beyond the last one, whole multiples of it. */
const LENGTHS = [
  ...[1, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
]

const bucketsIn = (from: number, to: number, length: number) =>
  Math.floor(to / length) - Math.floor(from / length) + 1

function lengthFor(from: number, to: number): number {
  const fits = LENGTHS.find((length) => bucketsIn(from, to, length) <= MOST_BUCKETS)
  return fits ?? Math.ceil((to - from) / (MOST_BUCKETS - 1) / DAY) * DAY
}

/** Deletions, and what changes who may do what. */
const isSensitive = sql`${auditLogs.outcome} = 'success' and ${auditLogs.action} in
  ('DELETE', 'ASSIGN_ROLE', 'REMOVE_ROLE', 'ASSIGN_PERMISSIONS', 'ASSIGN_COMPANY', 'TOKEN_REUSE')`

const conditions = (scope: Scope, filter: Criteria) =>
  and(visibleTo(scope, filter.company), matching(filter))

/**
 * Where the histogram begins and ends, in seconds: as asked, else from the first entry until now. Nothing
 * is older than 1970, and what is would make buckets of decades.
 */
async function rangeOf(db: Db, filter: Criteria, where: SQL | undefined) {
  const now = Date.now() / 1000
  const seconds = (at: string) => Math.min(Math.max(Date.parse(at) / 1000, 0), now)
  const to = filter.end_date ? seconds(filter.end_date) : now
  if (filter.start_date) return { from: Math.min(seconds(filter.start_date), to), to }
  const [first] = await db
    .select({ at: sql<number | null>`extract(epoch from min(${auditLogs.timestamp}))::float8` })
    .from(auditLogs)
    .where(where)
  return { from: Math.min(first?.at ?? to, to), to }
}

export const getAuditHistogram = query({
  summary: 'Count the entries of the audit trail over time',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditLogCriteria,
  output: auditHistogram,
  async run(scope, filter) {
    const where = conditions(scope, filter)
    await scope.db.execute(PLANNED_FOR_THIS_COMPANY)
    const { from, to } = await rangeOf(scope.db, filter, where)
    const length = lengthFor(from, to)
    const first = Math.floor(from / length)
    const place = sql<number>`floor(extract(epoch from ${auditLogs.timestamp}) / ${sql.raw(`${length}`)})::int8`
    const counting = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`
    const rows = await scope.db
      .select({
        place: sql<number>`${place}::float8`.as('place'),
        failure: counting(sql`${auditLogs.outcome} = 'failure'`),
        denied: counting(sql`${auditLogs.outcome} = 'denied'`),
        sensitive: counting(isSensitive),
        all: sql<number>`count(*)::int`,
      })
      .from(auditLogs)
      .where(where)
      .groupBy(place)
    const found = new Map(rows.map((row) => [row.place, row]))
    const buckets = Array.from({ length: bucketsIn(from, to, length) }, (_, index) => {
      const { failure = 0, denied = 0, sensitive = 0, all = 0 } = found.get(first + index) ?? {}
      const start = new Date((first + index) * length * 1000).toISOString()
      return { start, success: all - failure - denied - sensitive, failure, denied, sensitive }
    })
    return { bucket_seconds: length, buckets }
  },
})

/** One count for every value of several columns in a single pass over the entries. */
async function countValues(db: Db, where: SQL | undefined, wanted?: string) {
  const { action, resourceType, outcome, ipAddress, userId, userName } = auditLogs
  const columns = [action, resourceType, outcome, ipAddress, userId]
  const sets = sql.join(
    columns.map((column) => sql`(${column})`),
    sql`, `,
  )
  const kind = sql<number>`grouping(${sql.join(columns, sql`, `)})`
  const value = sql<string | null>`coalesce(${sql.join(
    columns.map((column) => sql`${column}::text`),
    sql`, `,
  )})`
  // The latest of somebody's names would cost a search for each of them. Only of people, since others have none.
  const name = sql<string>`case when grouping(${userId}) = 0 then max(${userName}) else '' end`
  const ranked = db
    .select({
      kind: kind.as('kind'),
      value: value.as('value'),
      name: name.as('name'),
      count: count().as('count'),
      rank: sql<number>`row_number() over (partition by ${kind} order by count(*) desc, ${value})`.as(
        'rank',
      ),
    })
    .from(auditLogs)
    .where(where)
    .groupBy(sql`grouping sets (${sets})`)
    .having(
      and(
        sql`${value} is not null`,
        wanted ? or(ilike(value, containing(wanted)), ilike(name, containing(wanted))) : undefined,
      ),
    )
    .as('ranked')
  return db
    .select({ kind: ranked.kind, value: ranked.value, name: ranked.name, count: ranked.count })
    .from(ranked)
    .where(sql`${ranked.rank} <= ${TOP}`)
    .orderBy(desc(ranked.count), ranked.value)
}

/** By `grouping()`, which has a bit set for every column that a row is not about. */
const KINDS = { actions: 15, resource_types: 23, outcomes: 27, ips: 29, users: 30 }

export const getAuditFacets = query({
  summary: 'Count the most frequent values in the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditFacetsInput,
  output: auditFacets,
  async run(scope, { containing: wanted, ...filter }) {
    await scope.db.execute(PLANNED_FOR_THIS_COMPANY)
    const rows = await countValues(scope.db, conditions(scope, filter), wanted)
    const named = (kind: number) =>
      rows
        .filter((row) => row.kind === kind)
        .map(({ value, name, count }) => ({ value: value!, name, count }))
    const plain = (kind: number) => named(kind).map(({ value, count }) => ({ value, count }))
    return {
      actions: plain(KINDS.actions),
      resource_types: plain(KINDS.resource_types),
      outcomes: plain(KINDS.outcomes),
      users: named(KINDS.users),
      ips: plain(KINDS.ips),
    }
  },
})
