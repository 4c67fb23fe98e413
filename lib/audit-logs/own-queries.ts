import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { auditLogs } from '@/db/schema'
import { list } from '@/lib/core/operation'
import { toCursor } from './cursor'
import { readEntries } from './page'
import { auditLog, auditLogFilter } from './schema'

const { page_size, cursor } = auditLogFilter.shape

export const listOwnActivity = list({
  summary: 'List what you did yourself, the newest first',
  access: 'SIGNED_IN',
  resource: 'AuditLog',
  input: z.object({ page_size, cursor }),
  output: auditLog,
  async run({ db, actor }, { page_size, cursor }) {
    const own = and(eq(auditLogs.companyId, actor.company_id), eq(auditLogs.userId, actor.user_id))
    const place = { ordering: '-timestamp', cursor } as const
    const found = await readEntries(db, place, own, page_size + 1)
    const rows = found.slice(0, page_size)
    return {
      rows,
      total: rows.length,
      nextCursor: found.length > rows.length ? toCursor(rows.at(-1)!) : null,
    }
  },
})
