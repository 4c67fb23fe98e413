import { sql } from 'drizzle-orm'
import { systemPool } from '@/lib/core/database'

export interface Company {
  id: string
}

const TABLES = [
  'users',
  'roles',
  'user_roles',
  'role_permissions',
  'sessions',
  'outbox',
  'audit_logs',
  'idempotency_keys',
]

/** The versions of all rows of a company; any write would change one. */
export const fingerprint = ({ id }: Company) =>
  systemPool().read(async ({ db }) => {
    const versions = TABLES.map(
      (table) => sql`
        select ${table}::text as source, count(*)::int as rows,
          md5(string_agg(xmin::text || ctid::text, ',' order by ctid)) as versions
        from ${sql.identifier(table)} where company_id = ${id}::uuid`,
    )
    versions.push(sql`
      select 'identities', count(*)::int, md5(string_agg(i.xmin::text, ',' order by i.id))
      from identities i join users u on u.identity_id = i.id where u.company_id = ${id}::uuid`)
    return [...(await db.execute(sql.join(versions, sql` union all `)))]
  })
