import type { Changes } from '@/db/schema'
import type { AuditAction, AuditEntry } from '@/lib/core/audit'
import type { Sql } from './expressions'

interface Happening {
  /** How many of a hundred entries are of this kind. */
  percent: number
  action: AuditAction
  resource: 'Session' | 'User' | 'Role' | 'AuditLog'
  actor: 'self' | 'boss' | 'nobody'
  details: string
  changes?: Changes
  outcome?: AuditEntry['outcome']
}

const ROLE = { id: '{role_id}', name: '{role}' }

/** The words of the trail, with the places that a person or a role fills. */
const HAPPENINGS: Happening[] = [
  { percent: 44, action: 'LOGIN', resource: 'Session', actor: 'self', details: 'Signed in.' },
  { percent: 20, action: 'LOGOUT', resource: 'Session', actor: 'self', details: 'Signed out.' },
  {
    ...{ percent: 6, action: 'LOGIN_FAILED', resource: 'User', actor: 'nobody' },
    ...{ details: 'Failed to sign in as {email}.', outcome: 'failure' },
  },
  {
    ...{ percent: 5, action: 'UPDATE', resource: 'User', actor: 'boss' },
    ...{ details: 'Changed user {username}.' },
    changes: { last_name: { before: 'Martens', after: 'Martens-Bauer' } },
  },
  {
    ...{ percent: 2, action: 'UPDATE', resource: 'User', actor: 'boss' },
    ...{ details: 'Changed user {username}.' },
    changes: { is_active: { before: true, after: false } },
  },
  {
    ...{ percent: 2, action: 'UPDATE', resource: 'User', actor: 'boss' },
    ...{ details: 'Changed user {username}.' },
    changes: { is_active: { before: false, after: true } },
  },
  {
    ...{ percent: 6, action: 'ASSIGN_ROLE', resource: 'User', actor: 'boss' },
    ...{ details: 'Assigned role {role} to user {username}.' },
    changes: { roles: { before: [], after: [ROLE] } },
  },
  {
    ...{ percent: 3, action: 'REMOVE_ROLE', resource: 'User', actor: 'boss' },
    ...{ details: 'Removed role {role} from user {username}.' },
    changes: { roles: { before: [ROLE], after: [] } },
  },
  {
    ...{ percent: 2, action: 'ASSIGN_PERMISSIONS', resource: 'Role', actor: 'boss' },
    ...{ details: 'Changed the permissions of role {role}.' },
    changes: { permissions: { before: ['VIEW_USERS'], after: ['VIEW_ROLES', 'VIEW_USERS'] } },
  },
  {
    ...{ percent: 2, action: 'UPDATE', resource: 'Role', actor: 'boss' },
    ...{ details: 'Changed role {role}.' },
    changes: { description: { before: '', after: 'Reviewed' } },
  },
  {
    ...{ percent: 2, action: 'PASSWORD_CHANGE', resource: 'User', actor: 'self' },
    ...{ details: 'Changed the own password; the other sessions ended.' },
  },
  {
    ...{ percent: 1, action: 'UNLOCK', resource: 'User', actor: 'boss' },
    ...{ details: 'Unlocked user {username}.' },
    changes: { is_locked: { before: true, after: false } },
  },
  {
    ...{ percent: 1, action: 'SESSION_REVOKE', resource: 'Session', actor: 'self' },
    ...{ details: 'Ended an own session.' },
  },
  {
    ...{ percent: 3, action: 'DENIED', resource: 'Role', actor: 'self', outcome: 'denied' },
    ...{ details: 'Refused: Change a role. You need the permission "Change roles" (UPDATE_ROLE).' },
  },
  {
    ...{ percent: 1, action: 'DENIED', resource: 'AuditLog', actor: 'self', outcome: 'denied' },
    ...{
      details:
        'Refused: List audit logs. You need the permission "See audit logs" (VIEW_AUDIT_LOGS).',
    },
  },
]

/** A table of a hundred slots, so that drawing a number draws a happening by its share. */
export async function makeActionTable(sql: Sql) {
  const slots = HAPPENINGS.flatMap((happening) =>
    Array.from({ length: happening.percent }, () => happening),
  )
  const column = (of: (happening: Happening) => string) => sql.array(slots.map(of))
  await sql`
    create temp table seed_actions as
    select (row_number() over () - 1)::int as slot, s.*
    from unnest(
      ${column(({ action }) => action)}::text[],
      ${column(({ resource }) => resource)}::text[],
      ${column(({ actor }) => actor)}::text[],
      ${column(({ details }) => details)}::text[],
      ${column(({ changes }) => JSON.stringify(changes ?? {}))}::text[],
      ${column(({ outcome }) => outcome ?? 'success')}::text[]
    ) s (action, resource_type, actor, details, changes, outcome)`
}
