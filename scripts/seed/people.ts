import { guardKey } from '@/lib/auth/guard'
import { asciiOf, oneOf, type Sql, uuidAt } from './expressions'
import { FIRST_NAMES, LAST_NAMES, USER_AGENTS } from './vocabulary'

const COMBINATIONS = FIRST_NAMES.length * LAST_NAMES.length
/** Coprime to the number of combinations, so that neighbours share no name and none comes twice. */
const STRIDE = 1237
/** One in so many is an administrator of the company, the first one always. */
const ADMINISTRATOR_EVERY = 100

/** Invents the people that seed_companies deals out, none of whom exists yet, in the table seed_people. */
export async function inventPeople(sql: Sql) {
  await makePeopleTable(sql)
  await sql`
    with known as (
      select c.id, (select count(*) from users u where u.company_id = c.id)
        + (select count(*) from identities i where i.email_normalised like '%@' || c.domain) as people
      from seed_companies c
    ), named as (
      select c.*, n, n / ${COMBINATIONS}::int as round,
        (${sql.array(FIRST_NAMES)}::text[])[1 + k % ${FIRST_NAMES.length}::int] as first_name,
        (${sql.array(LAST_NAMES)}::text[])[1 + k / ${FIRST_NAMES.length}::int] as last_name
      from seed_companies c join known using (id),
        lateral generate_series(0, c.users + known.people::int - 1) n,
        lateral (select ((n::bigint + 211 * c.position) * ${STRIDE}::int % ${COMBINATIONS}::int)::int as k) place
    ), addressed as (
      select *, ${asciiOf(sql, "first_name || '.' || last_name")}
        || case when round = 0 then '' else (round + 1)::text end as username
      from named
    ), ranked as (
      select *, row_number() over (partition by id order by n) as rank from addressed a
      where not exists (select from identities i where i.email_normalised = username || '@' || domain)
        and not exists (select from users u where u.company_id = a.id and lower(u.username) = a.username
          and u.deleted_at is null)
    ), chosen as (
      select *, greatest(created_at,
        created_at + random() * (now() - interval '1 year' - created_at)) as joined_at
      from ranked where rank <= users
    )
    insert into seed_people
    select id, ${uuidAt(sql, 'joined_at')}, ${uuidAt(sql, 'joined_at')}, username, username || '@' || domain,
      first_name, last_name, joined_at, rank % ${ADMINISTRATOR_EVERY}::int = 1 or random() > 0.04,
      rank % ${ADMINISTRATOR_EVERY}::int = 1
    from chosen order by joined_at`
  await sql`analyze seed_people`
}

/** The people to be made; whoever calls fills it by other means than `inventPeople` may do so too. */
export const makePeopleTable = (sql: Sql) => sql`
  create temp table seed_people (
    company_id uuid, id uuid, identity_id uuid, username text, email text, first_name text,
    last_name text, joined_at timestamptz, is_active boolean, is_admin boolean) on commit drop`

/** Makes the people of seed_people, all with the same password, with sign-ins and sessions of some. */
export async function makePeople(sql: Sql, passwordHash: string) {
  await sql`
    insert into identities (id, email, email_normalised, password_hash, created_at, updated_at)
    select distinct on (identity_id) identity_id, email, email, ${passwordHash}, joined_at, joined_at
    from seed_people`
  await sql`
    insert into users (company_id, id, identity_id, username, email, first_name, last_name, is_active,
      created_at, updated_at, last_login)
    select company_id, id, identity_id, username, email, first_name, last_name, is_active, joined_at,
      joined_at, case when is_active and random() < 0.9
        then greatest(joined_at, now() - power(random(), 2) * interval '90 days') end
    from seed_people`
  await openSessions(sql)
}

async function openSessions(sql: Sql) {
  await sql`
    insert into sessions (company_id, id, user_id, ip, user_agent, created_at, last_used_at, expires_at,
      ended_at, ended_reason)
    select company_id, ${uuidAt(sql, 'last_login')}, id, '198.51.100.' || (1 + floor(random() * 254)),
      ${oneOf(sql, USER_AGENTS)}, last_login, used_at, last_login + interval '7 days',
      case when has_ended then used_at end, case when has_ended then 'signed out' end
    from (
      select u.company_id, u.id, u.last_login, random() < 0.3 as has_ended,
        u.last_login + random() * (now() - u.last_login) as used_at
      from users u join seed_people p on p.company_id = u.company_id and p.id = u.id
      where u.last_login > now() - interval '6 days'
    ) recent`
}

/** Locks one in a hundred of the active people who are no administrators, the way failed sign-ins do. */
export async function lockSome(sql: Sql) {
  const locked = await sql<{ email: string }[]>`
    update users u set locked_until = now() + interval '1 hour'
    from seed_people p
    where p.company_id = u.company_id and p.id = u.id and p.is_active and not p.is_admin
      and random() < 0.01
    returning u.email`
  await keepLocked(
    sql,
    locked.map(({ email }) => email),
  )
}

/** The count of failures that belongs to `users.locked_until`, without which a sign-in would succeed. */
export async function keepLocked(sql: Sql, emails: string[]) {
  const keys = emails.map((email) => guardKey(email).toString('hex'))
  await sql`
    insert into login_guard (key, failures, locks, locked_until)
    select decode(key, 'hex'), 5, 6, now() + interval '1 hour' from unnest(${sql.array(keys)}::text[]) key
    on conflict (key) do nothing`
}
