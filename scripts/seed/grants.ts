import { oneOf, type Sql, uuidAt } from './expressions'
import { GRANT_REASONS } from './vocabulary'

/** Makes the administrators of seed_people administrators for good: each company keeps at least one. */
export async function grantAdministration(sql: Sql) {
  await sql`
    insert into user_roles (company_id, id, user_id, role_id, granted_at, reason)
    select p.company_id, ${uuidAt(sql, 'p.joined_at')}, p.id, r.id, p.joined_at, 'Administrator of the company'
    from seed_people p
    join lateral (
      select r.id from roles r where r.company_id = p.company_id and r.is_system and r.deleted_at is null
      order by r.created_at limit 1) r on true
    where p.is_admin`
}

/**
 * Gives the others of seed_people one to three roles of their company, the first roles more often.
 * Some grants expire, some have expired, some were taken back.
 */
export async function grantRoles(sql: Sql) {
  await sql`
    create temp table seed_grants on commit drop as
    with ranked as (
      select company_id, id, row_number() over (partition by company_id order by created_at, id) - 1 as place
      from roles where company_id in (select id from seed_companies) and not is_system and deleted_at is null
    ), totals as (
      select company_id, count(*) as total from ranked group by company_id
    ), admins as (
      select distinct on (company_id) company_id, id
      from seed_people where is_admin order by company_id, joined_at
    ), wanted as materialized (
      select *, random() as pick, random() as fate,
        1 + (random() < 0.35)::int + (random() < 0.1)::int as roles
      from seed_people join totals using (company_id) where not is_admin
    ), placed as (
      select *, (floor(power(pick, 2) * total)::int + extra) % total as place
      from wanted, lateral generate_series(0, least(roles, total) - 1) extra
    )
    select p.company_id, p.id as user_id, r.id as role_id, a.id as granted_by, fate,
      joined_at + random() * (now() - joined_at) as granted_at
    from placed p
    join ranked r using (company_id, place)
    join admins a using (company_id)`
  await sql`
    insert into user_roles (company_id, id, user_id, role_id, granted_at, granted_by, reason, expires_at,
      revoked_at, revoked_by)
    select company_id, ${uuidAt(sql, 'granted_at')}, user_id, role_id, granted_at, granted_by,
      case when random() < 0.4 then ${oneOf(sql, GRANT_REASONS)} end,
      case when fate < 0.05 then now() + random() * interval '90 days'
        when fate < 0.07 then granted_at + random() * (now() - granted_at) end,
      case when fate > 0.95 then granted_at + random() * (now() - granted_at) end,
      case when fate > 0.95 then granted_by end
    from seed_grants`
}
