import postgres from 'postgres'
import { type Sql, uuidAt } from './expressions'
import { makeActionTable } from './history-actions'
import { USER_AGENTS } from './vocabulary'

export interface HistoryRequest {
  companies: string[]
  rows: number
  /** How far back the trail begins. */
  months: number
}

const CHUNK = 20_000
/** One writer keeps one core of PostgreSQL busy. */
const WRITERS = 2

/**
 * Writes a plausible audit trail of the companies' people into the past months, oldest first and in
 * chunks, each of which is committed. Calls `onRows` after each chunk.
 */
export async function writeHistory(
  ownerUrl: string,
  { companies, rows, months }: HistoryRequest,
  onRows: (count: number) => void = () => {},
) {
  const chunks = Array.from({ length: Math.ceil(rows / CHUNK) }, (_, index) => ({
    from: index * CHUNK,
    to: Math.min((index + 1) * CHUNK, rows),
  }))
  await Promise.all(
    Array.from({ length: Math.min(WRITERS, chunks.length) }, async () => {
      const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
      try {
        await prepareWriter(sql, companies, months)
        for (let next = chunks.shift(); next; next = chunks.shift()) {
          await writeChunk(sql, { ...next, rows, months })
          onRows(next.to - next.from)
        }
      } finally {
        await sql.end({ timeout: 5 })
      }
    }),
  )
}

async function prepareWriter(sql: Sql, companies: string[], months: number) {
  await sql`select set_config('jit', 'off', false), set_config('synchronous_commit', 'off', false)`
  await sql`select app.make_audit_partitions(
    (current_date - make_interval(months => ${months}))::date, current_date)`
  await makeActionTable(sql)
  await sql`
    create temp table seed_duties as
    select company_id, id::text, name, to_json(name)::text as quoted,
      row_number() over (partition by company_id order by id) - 1 as duty
    from roles where company_id = any(${sql.array(companies)}::uuid[]) and deleted_at is null`
  await castPeople(sql, companies)
  await sql`analyze seed_actions, seed_duties, seed_cast`
}

/** Everybody who may appear in the trail, each with one of the administrators who manage them. */
const castPeople = (sql: Sql, companies: string[]) => sql`
  create temp table seed_cast as
  with people as (
    select company_id, id, username, email, first_name || ' ' || last_name as name,
      row_number() over (partition by company_id order by id) as place
    from users where company_id = any(${sql.array(companies)}::uuid[]) and deleted_at is null
  ), bosses as (
    select p.company_id, array_agg(p.id) as ids, array_agg(p.name) as names, array_agg(p.email) as emails
    from people p
    join user_roles ur on ur.company_id = p.company_id and ur.user_id = p.id and ur.revoked_at is null
    join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.is_system
    group by p.company_id
  )
  select (row_number() over () - 1)::int as n, p.company_id, p.id, p.name, p.username, p.email,
    b.ids[boss] as boss_id, b.names[boss] as boss_name, b.emails[boss] as boss_email,
    (select count(*) from seed_duties d where d.company_id = p.company_id) as duties,
    case when place % 7 = 0 then '2001:db8::' || to_hex(place) else '198.51.100.' || (1 + place % 254) end as ip,
    (${sql.array(USER_AGENTS)}::text[])[1 + place % ${USER_AGENTS.length}::int] as agent
  from people p
  join bosses b using (company_id),
  lateral (select 1 + p.place % cardinality(b.ids) as boss) chosen`

interface Chunk {
  from: number
  to: number
  rows: number
  months: number
}

/** The day a row's number falls on, at some office hour; what would lie in the future happened a day earlier. */
async function writeChunk(sql: Sql, { from, to, rows, months }: Chunk) {
  await sql`
    with bounds as (
      select date_part('epoch', now()) as until, (select count(*) from seed_cast) as people,
        date_part('epoch', now() - make_interval(months => ${months})) as since
    ), drawn as materialized (
      select to_timestamp(case when second < until then second else second - 86400 end) as at,
        floor(random() * people)::int as n, floor(random() * 100)::int as slot, random() as dice
      from bounds, generate_series(${from}::int, ${to - 1}::int) row,
        lateral (select floor((since + (until - since) * row / ${rows}::float8) / 86400) * 86400
          + 3600 * (6 + 13 * (random() + random()) / 2) as second) moment
    )
    insert into audit_logs (company_id, id, timestamp, user_id, user_name, user_email, action,
      resource_type, resource_id, details, changes, outcome, ip_address, user_agent, request_id)
    select c.company_id, ${uuidAt(sql, 'at')}, at,
      case a.actor when 'boss' then boss_id when 'self' then c.id end,
      case a.actor when 'boss' then boss_name when 'self' then c.name else '' end,
      case a.actor when 'boss' then boss_email when 'self' then email else '' end,
      a.action, a.resource_type,
      case a.resource_type when 'User' then c.id::text when 'Role' then d.id
        when 'Session' then ${uuidAt(sql, 'at')}::text end,
      replace(replace(replace(a.details, '{username}', username), '{email}', email), '{role}', d.name),
      replace(replace(a.changes, '"{role}"', d.quoted), '{role_id}', d.id)::jsonb,
      a.outcome, ip, agent, gen_random_uuid()::text
    from drawn
    join seed_cast c using (n)
    join seed_actions a using (slot)
    join seed_duties d on d.company_id = c.company_id and d.duty = floor(dice * duties)
    order by at`
}
