import { and, asc, desc, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/connection'
import { auditLogs } from '@/db/schema'
import { limits } from '@/lib/core/pagination'
import { PLANNED_FOR_THIS_COMPANY } from './criteria'
import { fromCursor, type Position } from './cursor'
import { type auditLog, type auditLogFilter, COUNTED } from './schema'

type Filter = z.output<typeof auditLogFilter>
type Place = Pick<Filter, 'ordering' | 'cursor'>

/** The time of an entry to the microsecond, which the position of the next page must not lose. */
const exactTime = sql<string>`to_char(${auditLogs.timestamp} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** An entry as the API shows it. */
export const publicAuditLog = {
  id: auditLogs.id,
  user_id: auditLogs.userId,
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
  session_id: auditLogs.sessionId,
  route: auditLogs.route,
  duration_ms: auditLogs.durationMs,
  timestamp: exactTime.as('timestamp'),
}

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

const isUpward = ({ ordering }: Place) => ordering === 'timestamp'
const directionOf = (place: Place) => (isUpward(place) ? asc : desc)

/** The entries from a place on. */
function entriesFrom(db: Db, place: Place, where: SQL | undefined) {
  const direction = directionOf(place)
  const position = place.cursor ? fromCursor(place.cursor) : undefined
  return db
    .select(publicAuditLog)
    .from(auditLogs)
    .where(position ? and(where, behind(position, !isUpward(place))) : where)
    .orderBy(direction(auditLogs.timestamp), direction(auditLogs.id))
}

/** As many entries from a place on, without a total. */
export async function readEntries(db: Db, place: Place, where: SQL | undefined, limit: number) {
  const [, rows] = await Promise.all([
    db.execute(PLANNED_FOR_THIS_COMPANY),
    entriesFrom(db, place, where).limit(limit),
  ])
  return rows
}

/**
 * One entry more than the page holds, which tells whether there is a next one, and the total. They are
 * one statement, since the search for a rare text must read everything: a page that is not full
 * already says how many there are.
 */
export async function readPage(db: Db, filter: Filter, where: SQL | undefined) {
  const direction = directionOf(filter)
  const { limit, offset } = limits(filter)
  const page = entriesFrom(db, filter, where)
    .limit(limit + 1)
    .offset(filter.cursor ? 0 : offset)
  const shown = sql`(select count(*)::int from page)`
  const isLast = filter.cursor
    ? sql`false`
    : sql`${shown} <= ${limit}::int and (${shown} > 0 or ${offset}::int = 0)`
  const [, rows] = await Promise.all([
    db.execute(PLANNED_FOR_THIS_COMPANY),
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
