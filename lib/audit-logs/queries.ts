import { and, eq } from 'drizzle-orm'
import { auditLogs } from '@/db/schema'
import { notFound } from '@/lib/core/errors'
import { list, query } from '@/lib/core/operation'
import { matching, visibleTo } from './criteria'
import { toCursor } from './cursor'
import { publicAuditLog, readPage } from './page'
import { auditEntryInput, auditLog, auditLogFilter, COUNTED } from './schema'

export const listAuditLogs = list({
  summary: 'List the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditLogFilter,
  output: auditLog,
  async run(scope, filter) {
    const where = and(visibleTo(scope, filter.company), matching(filter))
    const { found, total } = await readPage(scope.db, filter, where)
    const rows = found.slice(0, filter.page_size)
    return {
      rows,
      total: total > COUNTED ? (`${COUNTED}+` as const) : total,
      nextCursor: found.length > rows.length ? toCursor(rows.at(-1)!) : null,
    }
  },
})

export const getAuditLog = query({
  summary: 'Show an entry of the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditEntryInput,
  output: auditLog,
  async run(scope, { id, company }) {
    const [found] = await scope.db
      .select(publicAuditLog)
      .from(auditLogs)
      .where(and(eq(auditLogs.id, id), visibleTo(scope, company)))
    if (!found) throw notFound('Audit log entry')
    return found
  },
})
