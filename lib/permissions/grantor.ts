import { sql } from 'drizzle-orm'
import { userRoles } from '@/db/schema'
import type { Reference } from './schema'

const nameOf = sql`coalesce(nullif(trim(g.first_name || ' ' || g.last_name), ''), g.username)`

/** Who gave a role to somebody; null where nobody did. A grantor whom the reader may not see is a superuser. */
export const grantor = sql<Reference | null>`case when ${userRoles.grantedBy} is not null then
  json_build_object('id', ${userRoles.grantedBy}, 'name', coalesce((
    select ${nameOf} from users g where g.id = ${userRoles.grantedBy}
    order by g.company_id = ${userRoles.companyId} desc limit 1), 'Superuser')) end`
