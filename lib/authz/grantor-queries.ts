import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { query } from '@/lib/core/operation'
import { permissionCode, reference } from '@/lib/core/schema'

/** Enough to have somebody to ask. */
const NAMED = 5

/**
 * Open to everybody who is signed in, so that a refusal can name whom to ask; it tells names and nothing else.
 */
export const listGrantors = query({
  summary: 'Name people who can give you a permission, or the administrators',
  access: 'SIGNED_IN',
  resource: 'Permission',
  input: z.object({
    permission: permissionCode
      .optional()
      .describe('Without it: who can assign roles and permissions'),
  }),
  output: z.array(reference).max(NAMED),
  async run({ db, actor }, { permission }) {
    const second = permission ?? 'ASSIGN_PERMISSIONS'
    const holds = (code: string) => sql`exists (
      select from role_permissions rp
      join roles r on r.company_id = rp.company_id and r.id = rp.role_id and r.deleted_at is null
      join user_roles ur on ur.company_id = rp.company_id and ur.role_id = rp.role_id
        and ur.revoked_at is null and coalesce(ur.expires_at > now(), true)
      where rp.company_id = u.company_id and ur.user_id = u.id and rp.permission = ${code}
        and rp.revoked_at is null and coalesce(rp.expires_at > now(), true))`
    const rows = await db.execute<z.infer<typeof reference>>(sql`
      select u.id,
        coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) as name
      from users u
      where u.company_id = ${actor.company_id}::uuid and u.id <> ${actor.user_id}::uuid
        and u.deleted_at is null and u.is_active and not u.is_invited
        and (u.is_superuser or (${holds('ASSIGN_ROLES')} and ${holds(second)}))
      order by u.last_login desc nulls last, u.id limit ${NAMED}`)
    return [...rows]
  },
})
