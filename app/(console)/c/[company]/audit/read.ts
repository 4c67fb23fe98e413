import { type AuditView, inputOf, readAuditView, timesOf } from '@/app/_ui/audit/view'
import { readTrailClock } from '@/app/_ui/clock/read'
import { companyFilter } from '@/app/_ui/company-scope'
import type { SearchParams } from '@/app/_ui/list/view'
import { getAuditLog, listAuditLogs } from '@/lib/audit-logs/queries'
import { getAuditFacets, getAuditHistogram } from '@/lib/audit-logs/summary-queries'
import { getMe } from '@/lib/auth/queries'
import { load, loadIfThere } from '@/lib/core/load'
import { companyTerm } from './company-term'

const PAGE_SIZE = 50

type Input = ReturnType<typeof inputOf> & { company?: string }

const loadAll = (view: AuditView, input: Input) =>
  Promise.all([
    load(listAuditLogs, { ...input, cursor: view.cursor || undefined, page_size: PAGE_SIZE }),
    load(getAuditHistogram, input),
    load(getAuditFacets, input),
    view.event ? loadIfThere(getAuditLog, { id: view.event, company: input.company }) : undefined,
  ])

const given = (input: Record<string, string | undefined>) =>
  Object.entries(input).filter((entry): entry is [string, string] => !!entry[1])

/** What the address asks for, and what there is of it. */
export async function readAudit(
  params: Parameters<typeof companyFilter>[0],
  searchParams: SearchParams,
) {
  const clock = await readTrailClock()
  const [view, scope, { user }] = await Promise.all([
    readAuditView(searchParams, clock.zone),
    companyFilter(params),
    load(getMe, {}),
  ])
  const company = scope.company ? scope : await companyTerm(view)
  const input = { ...inputOf(view), ...company }
  const [page, histogram, facets, event] = await loadAll(view, input)
  const within = new URLSearchParams(given({ ...timesOf(view), ...company })).toString()
  const hasCompanies = user.is_superuser && scope.company === undefined
  return { clock, view, input, page, histogram, facets, event, within, hasCompanies }
}
