import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { type Sql, uuidAt } from './expressions'
import { ROLE_TEMPLATES } from './vocabulary'

/** Gives every company of seed_companies its system role, which holds all that a company may hold. */
export async function makeAdministratorRoles(sql: Sql) {
  await sql`
    with made as (
      insert into roles (company_id, id, name, description, is_system, created_at, updated_at)
      select id, ${uuidAt(sql, 'created_at')}, 'Tenant Admin', 'May do everything in this company.',
        true, created_at, created_at
      from seed_companies c
      where not exists (
        select from roles r where r.company_id = c.id and r.is_system and r.deleted_at is null)
      returning company_id, id, created_at
    )
    insert into role_permissions (company_id, id, role_id, permission, granted_at)
    select company_id, ${uuidAt(sql, 'created_at')}, id, code, created_at
    from made, unnest(${sql.array([...COMPANY_PERMISSIONS])}::text[]) code`
}

/** Makes the roles that seed_companies deals out, each with the permissions of its template. */
export async function makeRoles(sql: Sql) {
  const names = ROLE_TEMPLATES.map(({ name }) => name)
  const descriptions = ROLE_TEMPLATES.map(({ description }) => description)
  const codes = ROLE_TEMPLATES.map((template) => template.codes.join(','))
  const count = ROLE_TEMPLATES.length
  await sql`
    with names as (
      select c.id as company_id, c.created_at, c.roles as wanted, n, n % ${count}::int + 1 as template,
        (${sql.array(names)}::text[])[n % ${count}::int + 1]
          || case when n < ${count}::int then '' else ' ' || (n / ${count}::int + 1) end as name
      from seed_companies c, lateral generate_series(0, c.roles - 1
        + (select count(*) from roles r where r.company_id = c.id)::int) n
    ), ranked as (
      select *, row_number() over (partition by company_id order by n) as rank from names
      where not exists (select from roles r where r.company_id = names.company_id
        and lower(r.name) = lower(names.name) and r.deleted_at is null)
    ), chosen as materialized (
      select company_id, ${uuidAt(sql, 'created_at')} as id, name, template, created_at
      from ranked where rank <= wanted
    ), made as (
      insert into roles (company_id, id, name, description, created_at, updated_at)
      select company_id, id, name, (${sql.array(descriptions)}::text[])[template], created_at, created_at
      from chosen
    )
    insert into role_permissions (company_id, id, role_id, permission, granted_at)
    select company_id, ${uuidAt(sql, 'created_at')}, id, code, created_at
    from chosen, unnest(string_to_array((${sql.array(codes)}::text[])[template], ',')) code
    where code <> ''`
}
