import postgres from 'postgres'
import { rolesOf } from './urls'

interface Finding {
  finding: string
}

/** Everything that would open the fence between companies; a test drops a policy and expects to be told. */
export async function findOpenFences(requestUrl: string): Promise<string[]> {
  const { request, platform } = rolesOf(requestUrl)
  const sql = postgres(requestUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    const findings = await sql<Finding[]>`
      with fenced as (
        select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and (c.relname = 'companies' or exists (
          select 1 from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped))
      )
      select format('table %s has no forced row-level security', relname) as finding from fenced
      where not (relrowsecurity and relforcerowsecurity)
      union all
      select format('table %s lacks its policy company_only or it was changed', relname) from fenced f
      where not exists (
        select 1 from pg_policy p
        where p.polrelid = f.oid and p.polname = 'company_only'
          and pg_get_expr(p.polqual, p.polrelid) like '%app.company_id%'
          and pg_get_expr(p.polwithcheck, p.polrelid) like '%app.company_id%')
      union all
      select format('table %s has a policy for everybody: %s', relname, p.polname)
      from fenced f join pg_policy p on p.polrelid = f.oid
      where p.polname not in ('company_only', 'platform_all', 'owner_all')
      union all
      select format('role %s is a superuser or bypasses row-level security', rolname) from pg_roles
      where rolname in (${request}, ${platform}) and (rolsuper or rolbypassrls)
      union all
      select format('role %s inherits the rights of %s', ${request}::text, ${platform}::text)
      from pg_roles where rolname = ${request} and rolinherit
      union all
      select format('role %s owns table %s', r.rolname, f.relname)
      from fenced f join pg_roles r on r.oid = f.relowner
      where r.rolname in (${request}, ${platform}) or pg_has_role(${request}, r.oid, 'member')
      union all
      select format('role %s can read the identities', ${request}::text)
      where has_table_privilege(${request}, 'public.identities', 'select')
      union all
      select format('role %s can change the audit trail', ${request}::text)
      where has_table_privilege(${request}, 'public.audit_logs', 'update, delete, truncate')`
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
