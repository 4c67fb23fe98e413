import type { Sql } from './expressions'
import { makeActionTable } from './history-actions'
import { USER_AGENTS } from './vocabulary'

/** The temporary tables that rows are drawn from: what happens, to which roles, and by whom. */
export async function makeCast(sql: Sql, companies: string[]) {
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
