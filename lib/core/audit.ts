import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import type { Changes } from '@/db/schema'
import { type Context, displayName, type Principal } from './context'

export type AuditAction =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'LOGIN'
  | 'LOGOUT'
  | 'LOGIN_FAILED'
  | 'ASSIGN_ROLE'
  | 'REMOVE_ROLE'
  | 'ASSIGN_PERMISSIONS'
  | 'ASSIGN_COMPANY'
  | 'PASSWORD_CHANGE'
  | 'LOCK'
  | 'UNLOCK'
  | 'SESSION_REVOKE'
  | 'TOKEN_REUSE'
  | 'DENIED'
  | 'EXPORT'

export interface AuditEntry {
  companyId: string
  action: AuditAction
  resourceType: string
  resourceId?: string | null
  /** An English sentence for a person. */
  details: string
  changes?: Changes
  outcome?: 'success' | 'failure' | 'denied'
}

/** What an entry keeps of the request; commands and jobs come without one. */
type Origin = Pick<Context, 'ip' | 'userAgent' | 'requestId'> &
  Partial<Pick<Context, 'target' | 'startedAt'>>

/** Somebody who only holds a link has no session, whatever else their browser carries. */
type Actor = Pick<Principal, 'user_id' | 'email' | 'first_name' | 'last_name' | 'username'> &
  Partial<Pick<Principal, 'session_id'>>

/** As many entries as one statement takes, so that none grows beyond what memory is there for. */
const AT_ONCE = 5000

/** Writes entries in the caller's transaction, so that the change and its entries stand or fall together. */
export async function writeAudit(
  db: Db,
  ctx: Origin,
  actor: Actor | null,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  for (let index = 0; index < entries.length; index += AT_ONCE) {
    const rows = entries.slice(index, index + AT_ONCE).map((entry) => rowOf(entry, ctx, actor))
    // As one value: thousands of entries as parameters of their own would hold the process up.
    await db.execute(sql`
      insert into audit_logs (company_id, id, user_id, user_name, user_email, action, resource_type,
        resource_id, details, changes, outcome, ip_address, user_agent, request_id, session_id,
        route, duration_ms)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as entry (
        company_id uuid, id uuid, user_id uuid, user_name text, user_email text, action text,
        resource_type text, resource_id text, details text, changes jsonb, outcome text,
        ip_address text, user_agent text, request_id text, session_id uuid, route text,
        duration_ms integer)`)
  }
}

/** Method and path without what differs from one resource to the next: neither ids nor tokens of links stay in it. */
export const routeOf = (target: string) =>
  target
    .split('/')
    .map((part, index) => (index === 0 || /^[a-z_.-]{0,40}$/.test(part) ? part : '{id}'))
    .join('/')
    .slice(0, 200)

const rowOf = (entry: AuditEntry, ctx: Origin, actor: Actor | null) => ({
  company_id: entry.companyId,
  id: uuidv7(),
  user_id: actor?.user_id ?? null,
  user_name: actor ? displayName(actor) : '',
  user_email: actor?.email ?? '',
  action: entry.action,
  resource_type: entry.resourceType,
  resource_id: entry.resourceId ?? null,
  // Half a character is text of its own in JavaScript, and none in a document.
  details: entry.details.toWellFormed(),
  changes: entry.changes ?? {},
  outcome: entry.outcome ?? 'success',
  ip_address: ctx.ip,
  user_agent: ctx.userAgent?.slice(0, 500).toWellFormed() ?? null,
  request_id: ctx.requestId,
  session_id: actor?.session_id ?? null,
  route: ctx.target === undefined ? null : routeOf(ctx.target),
  duration_ms: ctx.startedAt === undefined ? null : Math.round(performance.now() - ctx.startedAt),
})

type Row = Record<string, unknown> | null

/** The audited fields that differ, each with its value before and after. */
export function difference(before: Row, after: Row, fields: readonly string[]): Changes {
  const changed = fields.filter(
    (field) => JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]),
  )
  return Object.fromEntries(
    changed.map((field) => [
      field,
      { before: before?.[field] ?? null, after: after?.[field] ?? null },
    ]),
  )
}
