import postgres from 'postgres'
import type { Sql } from './expressions'
import { makeCast } from './history-cast'
import { fillMonth, type Month, planMonths } from './history-months'

export interface HistoryRequest {
  companies: string[]
  rows: number
  /** How far back the trail begins. */
  months: number
}

const CHUNK = 25_000
/** One writer keeps one core of PostgreSQL busy. */
const WRITERS = 2

/**
 * Writes a plausible audit trail of the companies' people into the past months, each month in a
 * transaction of its own. Calls `onRows` as it gets on.
 */
export async function writeHistory(
  ownerUrl: string,
  { companies, rows, months }: HistoryRequest,
  onRows: (count: number) => void = () => {},
) {
  if (rows === 0) return
  const writers = Array.from({ length: rows > CHUNK ? WRITERS : 1 }, () =>
    postgres(ownerUrl, { max: 1, onnotice: () => {} }),
  )
  try {
    await Promise.all(writers.map((sql) => prepareWriter(sql, companies)))
    const planned = await planMonths(writers[0]!, rows, months)
    await Promise.all(
      writers.map(async (writer) => {
        for (let month = planned.shift(); month; month = planned.shift()) {
          await writeMonth(writer, month, onRows)
        }
      }),
    )
  } finally {
    await Promise.all(writers.map((sql) => sql.end({ timeout: 5 })))
  }
}

async function prepareWriter(sql: Sql, companies: string[]) {
  await sql`select set_config('jit', 'off', false), set_config('synchronous_commit', 'off', false),
    set_config('work_mem', '64MB', false), set_config('maintenance_work_mem', '128MB', false)`
  await makeCast(sql, companies)
}

const writeMonth = (writer: postgres.Sql, month: Month, onRows: (count: number) => void) =>
  fillMonth(writer, month, async (sql, table) => {
    for (let from = 0; from < month.rows; from += CHUNK) {
      const to = Math.min(from + CHUNK, month.rows)
      await writeChunk(sql, table, month, { from, to })
      onRows(to - from)
    }
  })

interface Chunk {
  from: number
  to: number
}

/**
 * A row's number gives its day, at some office hour; what would lie in the future happened earlier that day.
 * One random UUID serves the row's ids, since drawing them is a good part of the work.
 */
async function writeChunk(
  sql: Sql,
  table: string,
  { since, until, rows }: Month,
  { from, to }: Chunk,
) {
  await sql`
    with bounds as (
      select ${since}::float8 as since, ${until}::float8 as until, (select count(*) from seed_cast) as people
    ), drawn as materialized (
      select to_timestamp(second) as at, floor(random() * people)::int as n,
        floor(random() * 100)::int as slot, random() as dice,
        lpad(to_hex((second * 1000)::bigint), 12, '0') || '7' || substr(gen_random_uuid()::text, 16) as id
      from bounds, generate_series(${from}::int, ${to - 1}::int) row,
        lateral (select floor((since + (until - since) * row / ${rows}::float8) / 86400) * 86400 as day) calendar,
        lateral (select day + 3600 * (6 + 13 * (random() + random()) / 2) as planned) office,
        lateral (select case when planned < until then planned else day + random() * (until - day) end
          as second) past
      order by second
    )
    insert into ${sql(table)} (company_id, id, timestamp, user_id, user_name, user_email, action,
      resource_type, resource_id, details, changes, outcome, ip_address, user_agent, request_id)
    select c.company_id, drawn.id::uuid, at,
      case a.actor when 'boss' then boss_id when 'self' then c.id end,
      case a.actor when 'boss' then boss_name when 'self' then c.name else '' end,
      case a.actor when 'boss' then boss_email when 'self' then email else '' end,
      a.action, a.resource_type,
      case a.resource_type when 'User' then c.id::text when 'Role' then d.id
        when 'Session' then drawn.id::uuid::text end,
      case when a.details like '%{%'
        then replace(replace(replace(a.details, '{username}', username), '{email}', email), '{role}', d.name)
        else a.details end,
      case when a.changes = '{}' then '{}'
        else replace(replace(a.changes, '"{role}"', d.quoted), '{role_id}', d.id)::jsonb end,
      a.outcome, ip, agent, drawn.id::uuid::text
    from drawn
    join seed_cast c using (n)
    join seed_actions a using (slot)
    join seed_duties d on d.company_id = c.company_id and d.duty = floor(dice * duties)`
}
