import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Scope } from '@/lib/core/context'
import { AppError, notFound } from '@/lib/core/errors'
import { query } from '@/lib/core/operation'
import { checkInput, verdict } from './schema'

interface Subject extends Record<string, unknown> {
  id: string
  is_active: boolean
  company_is_active: boolean
  is_superuser: boolean
  /** Each asked code that the person holds, with the names of the roles that give it. */
  given: Record<string, string[]>
}

/** What the database knows of the people asked about, as far as the actor can see them. One wait. */
const findSubjects = ({ db, actor }: Scope, ids: readonly string[], codes: readonly string[]) =>
  db.execute<Subject>(sql`
    select u.id, u.is_active, c.is_active as company_is_active, u.is_superuser, (
      select coalesce(jsonb_object_agg(held.permission, held.roles), '{}') from (
        select rp.permission, jsonb_agg(distinct r.name) as roles
        from user_roles ur
        join roles r on r.company_id = ur.company_id and r.id = ur.role_id and r.deleted_at is null
        join role_permissions rp on rp.company_id = ur.company_id and rp.role_id = ur.role_id
        where ur.company_id = u.company_id and ur.user_id = u.id
          and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now())
          and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
          and rp.permission = any(${`{${codes.join(',')}}`}::text[])
        group by rp.permission) held) as given
    from users u join companies c on c.id = u.company_id
    where u.id = any(${`{${ids.join(',')}}`}::uuid[]) and u.deleted_at is null
      and (${actor.is_superuser}::boolean or u.company_id = ${actor.company_id}::uuid)`)

function judge(subject: Subject, permission: string): z.infer<typeof verdict> {
  if (!subject.is_active) return { allowed: false, because: 'The user is deactivated.' }
  if (!subject.company_is_active) return { allowed: false, because: 'The company is deactivated.' }
  if (subject.is_superuser) return { allowed: true, because: 'A superuser may do everything.' }
  const roles = subject.given[permission]
  if (!roles) return { allowed: false, because: 'None of the roles gives it.' }
  const because =
    roles.length === 1
      ? `Role ${roles[0]} gives it.`
      : `Roles ${roles.slice(0, -1).join(', ')} and ${roles.at(-1)} give it.`
  return { allowed: true, because }
}

function assertMayAskAboutOthers({ actor }: Scope) {
  if (actor.permissions.includes('VIEW_USERS')) return
  throw new AppError(
    'FORBIDDEN',
    'You need the permission "See users" (VIEW_USERS) to ask what somebody else may do.',
    { missingPermission: 'VIEW_USERS' },
  )
}

export const checkPermissions = query({
  summary: 'Check what you or others may do',
  access: 'SIGNED_IN',
  resource: 'Permission',
  input: checkInput,
  output: z.array(verdict),
  async run(scope, { checks }) {
    const self = scope.actor.user_id
    const asked = checks.map(({ permission, user_id }) => ({ permission, id: user_id ?? self }))
    const ids = [...new Set(asked.map(({ id }) => id.toLowerCase()))]
    if (ids.some((id) => id !== self)) assertMayAskAboutOthers(scope)
    const codes = [...new Set(asked.map(({ permission }) => permission))]
    const found = await findSubjects(scope, ids, codes)
    const subjects = new Map(found.map((subject) => [subject.id, subject]))
    return asked.map(({ id, permission }) => {
      const subject = subjects.get(id.toLowerCase())
      if (!subject) throw notFound('User')
      return judge(subject, permission)
    })
  },
})
