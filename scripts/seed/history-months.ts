import type postgres from 'postgres'
import type { Sql } from './expressions'

/** A part of the trail that lies within one month, that is, within one partition. */
export interface Month {
  /** Of the partition. */
  name: string
  first_day: string
  /** Seconds of the epoch between which the entries lie, and the second before which they must. */
  since: number
  until: number
  rows: number
}

/** Deals rows out to the months up to now by the time that each has had. */
export const planMonths = (sql: Sql, rows: number, months: number) => sql<Month[]>`
  with bounds as (
    select now() as until, now() - make_interval(months => ${months}) as since
  ), parts as (
    select first_day, greatest(bounds.since, first_day at time zone 'UTC') as since,
      least(bounds.until, (first_day + interval '1 month') at time zone 'UTC') as until,
      bounds.since as start, bounds.until - bounds.since as span
    from bounds, generate_series(date_trunc('month', bounds.since at time zone 'UTC'),
      bounds.until at time zone 'UTC', interval '1 month') first_day
  ), dealt as (
    select *, floor(${rows}::int * (date_part('epoch', until - start) / date_part('epoch', span)))
      - floor(${rows}::int * (date_part('epoch', since - start) / date_part('epoch', span))) as rows
    from parts
  )
  select 'audit_logs_' || to_char(first_day, 'YYYY_MM') as name, to_char(first_day, 'YYYY-MM-DD') as first_day,
    date_part('epoch', since) as since, date_part('epoch', until) as until, rows::int
  from dealt where rows > 0 order by first_day`

/**
 * Runs `fill` with the table to fill. A month that has no partition yet gets one that joins the trail only
 * when it is full: building its indexes then is twice as fast as keeping them up row by row.
 */
export function fillMonth(
  connection: postgres.Sql,
  { name, first_day }: Month,
  fill: (sql: Sql, table: string) => Promise<void>,
) {
  return connection.begin(async (sql) => {
    const [row] = await sql<{ found: string | null }[]>`
      select to_regclass(${`public.${name}`})::text as found`
    if (row?.found) return fill(sql, 'audit_logs')
    await sql`create table public.${sql(name)} (like public.audit_logs including defaults)`
    await fill(sql, name)
    // What app.make_audit_partitions gives a partition; a start refuses to serve without the fence.
    await sql`select app.fence(${`public.${name}`}::text::regclass, '')`
    await sql`
      create trigger audit_logs_not_emptied before truncate on public.${sql(name)}
      for each statement execute function app.refuse_change()`
    const bounds = `from ('${first_day} 00:00+00') to ('${nextMonth(first_day)} 00:00+00')`
    await sql`
      alter table public.audit_logs attach partition public.${sql(name)} for values ${sql.unsafe(bounds)}`
  })
}

function nextMonth(firstDay: string): string {
  const date = new Date(`${firstDay}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + 1)
  return date.toISOString().slice(0, 10)
}
