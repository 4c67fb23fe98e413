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

type Actor = Pick<Principal, 'user_id' | 'email' | 'first_name' | 'last_name' | 'username'>

/** As many entries as one statement takes, so that none grows beyond what memory is there for. */
const AT_ONCE = 5000

/** Writes entries in the caller's transaction, so that the change and its entries stand or fall together. */
export async function writeAudit(
  db: Db,
  ctx: Pick<Context, 'ip' | 'userAgent' | 'requestId'>,
  actor: Actor | null,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  for (let index = 0; index < entries.length; index += AT_ONCE) {
    const rows = entries.slice(index, index + AT_ONCE).map((entry) => rowOf(entry, ctx, actor))
    // As one value: thousands of entries as parameters of their own would hold the process up.
    await db.execute(sql`
      insert into audit_logs (company_id, id, user_id, user_name, user_email, action, resource_type,
        resource_id, details, changes, outcome, ip_address, user_agent, request_id)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as entry (
        company_id uuid, id uuid, user_id uuid, user_name text, user_email text, action text,
        resource_type text, resource_id text, details text, changes jsonb, outcome text,
        ip_address text, user_agent text, request_id text)`)
  }
}

const rowOf = (
  entry: AuditEntry,
  ctx: Pick<Context, 'ip' | 'userAgent' | 'requestId'>,
  actor: Actor | null,
) => ({
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
