import postgres from 'postgres'
import { rolesOf } from './urls'

interface Finding {
  finding: string
}

/** How PostgreSQL words the fence that app.fence sets up, but for the column and without spaces. */
const FENCE = `(%s=(SELECT(NULLIF(current_setting('app.company_id'::text,true),''::text))::uuidAS"nullif"))`

/** Everything that would open the fence between companies; a test drops a policy and expects to be told. */
export async function findOpenFences(requestUrl: string): Promise<string[]> {
  const { request, platform } = rolesOf(requestUrl)
  const sql = postgres(requestUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    const findings = await sql<Finding[]>`
      with fenced as (
        select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner,
          case c.relname when 'companies' then 'id' else 'company_id' end as key
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and (c.relname = 'companies' or exists (
          select 1 from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped))
      ), policies as (
        select polrelid as table, polname as name, polroles as roles,
          polpermissive and polcmd = '*' as is_whole,
          regexp_replace(pg_get_expr(polqual, polrelid), '\\s+', '', 'g') as visible,
          regexp_replace(pg_get_expr(polwithcheck, polrelid), '\\s+', '', 'g') as writable
        from pg_policy
      )
      select format('table %s has no forced row-level security', relname) as finding from fenced
      where not (relrowsecurity and relforcerowsecurity)
      union all
      select format('table %s lacks its policy company_only or it was changed', relname) from fenced f
      where not exists (select 1 from policies p where p.table = f.oid and p.name = 'company_only'
        and p.is_whole and p.roles = array[to_regrole(quote_ident(${request}))::oid]
        and p.visible = format(${FENCE}::text, f.key) and p.writable = format(${FENCE}::text, f.key))
      union all
      select format('table %s has a policy for everybody: %s', f.relname, p.name)
      from fenced f join policies p on p.table = f.oid
      where p.name <> 'company_only'
        and not (p.name = 'platform_all' and p.roles = array[to_regrole(quote_ident(${platform}))::oid])
        and not (p.name = 'owner_all' and p.roles = array[f.relowner])
      union all
      select format('role %s is a superuser or bypasses row-level security', rolname) from pg_roles
      where rolname in (${request}, ${platform}) and (rolsuper or rolbypassrls)
      union all
      select format('role %s inherits the rights of %s', ${request}::text, ${platform}::text)
      where pg_has_role(${request}, ${platform}, 'usage')
      union all
      select format('role %s owns table %s', r.rolname, f.relname)
      from fenced f join pg_roles r on r.oid = f.relowner
      where r.rolname in (${request}, ${platform}) or pg_has_role(${request}, r.oid, 'member')
      union all
      select format('role %s has rights on table %s', r.name, t.name)
      from unnest(array[${request}::text, ${platform}::text]) as r(name),
        unnest(array['identities', 'login_guard', 'refresh_tokens']) as t(name)
      where has_table_privilege(r.name, 'public.' || t.name, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(r.name, 'public.' || t.name, 'select, insert, update, references')
      union all
      select format('role %s can read or write tokens of links', r.name)
      from unnest(array[${request}::text, ${platform}::text]) as r(name)
      where has_table_privilege(r.name, 'public.one_time_links', 'select, insert, update, delete, truncate, references, trigger')
        or has_column_privilege(r.name, 'public.one_time_links', 'token_hash', 'select, references')
        or has_any_column_privilege(r.name, 'public.one_time_links', 'insert, update')
      union all
      select format('role %s can read or change messages that wait', r.name)
      from unnest(array[${request}::text, ${platform}::text]) as r(name)
      where has_table_privilege(r.name, 'public.mail_outbox', 'select, update, delete, truncate')
        or has_any_column_privilege(r.name, 'public.mail_outbox', 'select, update')
      union all
      select format('role %s can change the audit trail', r.name)
      from unnest(array[${request}::text, ${platform}::text]) as r(name)
      where has_table_privilege(r.name, 'public.audit_logs', 'update, delete, truncate')
        or has_any_column_privilege(r.name, 'public.audit_logs', 'update')`
    return findings.map(({ finding }) => finding)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Refuses to serve while the database would let one company see another. Throws with every finding. */
export async function selfCheck(requestUrl: string): Promise<void> {
  const findings = await findOpenFences(requestUrl)
  if (findings.length > 0) {
    throw new Error(`The database does not keep the companies apart: ${findings.join('; ')}.`)
  }
}
