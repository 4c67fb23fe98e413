import { asciiOf, type Sql, uuidAt } from './expressions'
import { COMPANY_FIRST_WORDS, COMPANY_SECOND_WORDS } from './vocabulary'

export interface Shares {
  companies: number
  users: number
  roles: number
}

const COMBINATIONS = COMPANY_FIRST_WORDS.length * COMPANY_SECOND_WORDS.length
/** Coprime to the number of combinations, so that neighbours share no word and none comes twice. */
const STRIDE = 733

/** Makes companies whose names nobody has had yet, and lists them in the table seed_companies. */
export async function makeCompanies(sql: Sql, count: number) {
  await makeTable(sql)
  await sql`
    with names as (
      select n, (${sql.array(COMPANY_FIRST_WORDS)}::text[])[1 + k / ${COMPANY_SECOND_WORDS.length}::int]
        || ' ' || (${sql.array(COMPANY_SECOND_WORDS)}::text[])[1 + k % ${COMPANY_SECOND_WORDS.length}::int]
        || case when n < ${COMBINATIONS}::int then '' else ' ' || (n / ${COMBINATIONS}::int + 1) end as name
      from generate_series(0, ${count}::int + (select count(*) from companies)::int - 1) n,
        lateral (select (n * ${STRIDE}::int) % ${COMBINATIONS}::int as k) place
    ), chosen as (
      select n, name, now() - interval '1 day' * (730 + floor(random() * 400)) as founded from names
      where not exists (select from companies c where lower(c.name) = lower(names.name))
      order by n limit ${count}::int
    ), made as (
      insert into companies (id, name, description, created_at, updated_at)
      select ${uuidAt(sql, 'founded')}, name, 'Made by npm run seed', founded, founded from chosen
      returning id, name, created_at
    )
    insert into seed_companies (id, name, domain, created_at)
    select id, name, ${domainOf(sql)}, created_at from made`
}

/** Lists one company in seed_companies, made when there is none of that name. */
export async function nameCompany(sql: Sql, name: string) {
  await makeTable(sql)
  await sql`
    with existing as (
      select id, name, created_at from companies where lower(name) = lower(${name}) and deleted_at is null
    ), made as (
      insert into companies (id, name, description, created_at, updated_at)
      select ${uuidAt(sql, 'founded')}, ${name}, 'Made by npm run seed', founded, founded
      from (select now() - interval '2 years' as founded) f
      where not exists (select from existing)
      returning id, name, created_at
    )
    insert into seed_companies (id, name, domain, created_at)
    select id, name, ${domainOf(sql)}, created_at from (table existing union all table made) c`
}

const makeTable = (sql: Sql) => sql`
  create temp table seed_companies (
    position int generated always as identity (minvalue 0 start 0), id uuid primary key, name text,
    domain text, created_at timestamptz, users int, roles int) on commit drop`

/** A reserved name (RFC 2606), so that no mail ever leaves for a seeded address. */
const domainOf = (sql: Sql) => sql`
  coalesce(nullif(trim(both '-' from
    regexp_replace(${asciiOf(sql, 'name')}, '[^a-z0-9]+', '-', 'g')), ''), 'company') || '.example'`

/** Deals users and roles out evenly. */
export async function dealOut(sql: Sql, { companies, users, roles }: Shares) {
  await sql`
    update seed_companies set
      users = ${users}::int / ${companies}::int + (position < ${users}::int % ${companies}::int)::int,
      roles = ${roles}::int / ${companies}::int + (position < ${roles}::int % ${companies}::int)::int`
}
