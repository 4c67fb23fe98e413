import type postgres from 'postgres'

/** What the application asks the database, without the fence and with the company given. */
export interface Subject {
  company: string
  user: string
  session: string
}

export const me = (sql: postgres.Sql, { company, user, session }: Subject) => sql`
  select u.id, u.username, u.email, u.first_name, u.last_name, u.is_active, u.is_superuser, u.version, (
      select coalesce(jsonb_agg(distinct rp.permission order by rp.permission), '[]')
      from user_roles ur
      join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
      join role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
      where ur.company_id = u.company_id and ur.user_id = u.id and ur.revoked_at is null
        and (ur.expires_at is null or ur.expires_at > now())
        and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())) as permissions, (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
      from user_roles ur join roles r on r.company_id = ur.company_id and r.id = ur.role_id
      where ur.company_id = u.company_id and ur.user_id = u.id and ur.revoked_at is null
        and (ur.expires_at is null or ur.expires_at > now()) and r.deleted_at is null) as roles
  from sessions s
  join users u on u.company_id = s.company_id and u.id = s.user_id
  join companies c on c.id = s.company_id
  where s.company_id = ${company} and s.id = ${session} and u.id = ${user} and s.ended_at is null
    and s.expires_at > now() and u.is_active and u.deleted_at is null and c.is_active`

export async function users(sql: postgres.Sql, { company }: Subject, search: string | null) {
  const found = search === null ? sql`` : sql`and search_text like lower(${`%${search}%`})`
  const [rows, [counted]] = await Promise.all([
    sql`
      select id, username, email, first_name, last_name, is_active, is_superuser,
        coalesce(locked_until > now(), false) as is_locked, last_login, (
          select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
          from user_roles ur
          join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
          where ur.company_id = users.company_id and ur.user_id = users.id and ur.revoked_at is null
            and (ur.expires_at is null or ur.expires_at > now())) as roles, (
          select json_build_object('id', c.id, 'name', c.name) from companies c
          where c.id = users.company_id) as company, created_at, updated_at
      from users where company_id = ${company} and deleted_at is null ${found}
      order by lower(username), id limit 25`,
    sql`select count(*)::int as total from users
      where company_id = ${company} and deleted_at is null ${found}`,
  ])
  return { total: counted?.total, rows }
}

export interface Position {
  timestamp: string
  id: string
}

export async function auditLogs(
  sql: postgres.Sql,
  { company }: Subject,
  position: Position | undefined,
) {
  const behind = position
    ? sql`and (timestamp, id) < (${position.timestamp}::timestamptz, ${position.id}::uuid)
        and timestamp <= ${position.timestamp}::timestamptz`
    : sql``
  const [rows, [counted]] = await Promise.all([
    sql`
      select id, user_name, user_email, action, resource_type, resource_id, details, changes, outcome,
        ip_address, user_agent, request_id, timestamp
      from audit_logs where company_id = ${company} ${behind}
      order by timestamp desc, id desc limit 26`,
    sql`select count(*)::int as total from (
      select 1 from audit_logs where company_id = ${company} limit 10001) counted`,
  ])
  return { total: counted?.total, rows }
}

export const heldCodes = (sql: postgres.Sql, { company }: Subject, people: string[]) => sql`
  select ur.user_id, rp.permission, array_agg(distinct r.name) as roles
  from user_roles ur
  join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
  join role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
  where ur.company_id = ${company} and ur.user_id in ${sql(people)} and ur.revoked_at is null
    and (ur.expires_at is null or ur.expires_at > now())
    and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
  group by ur.user_id, rp.permission`
