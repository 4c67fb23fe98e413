import { uuidv7 } from 'uuidv7'
import type { Db } from '@/db/connection'
import { auditLogs, type Changes } from '@/db/schema'
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

/** As many entries as one statement has room for, by its parameters. */
const AT_ONCE = 1000

/** Writes entries in the caller's transaction, so that the change and its entries stand or fall together. */
export async function writeAudit(
  db: Db,
  ctx: Pick<Context, 'ip' | 'userAgent' | 'requestId'>,
  actor: Actor | null,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  const by = {
    userId: actor?.user_id ?? null,
    userName: actor ? displayName(actor) : '',
    userEmail: actor?.email ?? '',
    ipAddress: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 500) ?? null,
    requestId: ctx.requestId,
  }
  for (let index = 0; index < entries.length; index += AT_ONCE) {
    const some = entries.slice(index, index + AT_ONCE)
    await db.insert(auditLogs).values(some.map((entry) => ({ ...entry, ...by, id: uuidv7() })))
  }
}

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
