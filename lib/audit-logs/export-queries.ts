import { and, eq, min } from 'drizzle-orm'
import { auditLogs, companies } from '@/db/schema'
import type { Scope } from '@/lib/core/context'
import { invalid } from '@/lib/core/errors'
import { inWords } from '@/lib/core/instant-in-words'
import { download } from '@/lib/core/operation'
import { type Criteria, matching, visibleTo } from './criteria'
import { toCursor } from './cursor'
import { readEntries } from './page'
import { auditLog, auditLogExport } from './schema'

const PAGE = 1000

/** The company whose trail is read; none where a superuser reads them all. */
async function companyOf({ db, actor }: Scope, chosen: string | undefined) {
  const id = actor.is_superuser ? chosen : actor.company_id
  if (!id) return undefined
  const [found] = await db
    .select({ id: companies.id, code: companies.code })
    .from(companies)
    .where(eq(companies.id, id))
  if (!found) throw invalid('company', 'There is no such company.')
  return found
}

/** From which day to which day a file reaches. */
async function daysOf(scope: Scope, filter: Criteria) {
  const today = new Date().toISOString()
  const first = async () => {
    const [oldest] = await scope.db
      .select({ at: min(auditLogs.timestamp) })
      .from(auditLogs)
      .where(visibleTo(scope, filter.company))
    return oldest?.at ?? today
  }
  const from = filter.start_date ?? (await first())
  return [from, filter.end_date ?? today].map((at) => at.slice(0, 10)).join('_')
}

/** A filter as a person reads it, such as `action=UPDATE,DELETE, outcome=denied`. */
const described = ({ start_date, end_date, ...filter }: Criteria) =>
  Object.entries({
    start_date: start_date && inWords(start_date, 'seconds'),
    end_date: end_date && inWords(end_date, 'seconds'),
    ...filter,
  })
    .filter(([, value]) => value !== undefined && String(value) !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')

export const exportAuditLogs = download({
  summary: 'Download the audit trail',
  access: 'VIEW_AUDIT_LOGS',
  resource: 'AuditLog',
  input: auditLogExport,
  output: auditLog,
  async run(scope, { format, ...filter }) {
    const company = await companyOf(scope, filter.company)
    const narrowed = described(filter)
    return {
      name: `audit_${company?.code ?? 'all'}_${await daysOf(scope, filter)}_UTC`,
      company: company?.id,
      details: `Exported the audit trail as ${format.toUpperCase()}${narrowed && `: ${narrowed}`}.`,
    }
  },
  async read(scope, filter, cursor) {
    const where = and(visibleTo(scope, filter.company), matching(filter))
    const rows = await readEntries(scope.db, { cursor }, where, PAGE)
    return { rows, nextCursor: rows.length < PAGE ? null : toCursor(rows.at(-1)!) }
  },
})
