import type { Metadata } from 'next'
import { Histogram } from '@/app/_ui/audit/histogram'
import { type AuditView, inputOf, readAuditView } from '@/app/_ui/audit/view'
import { ZoneSwitch } from '@/app/_ui/audit/zone-switch'
import { readClock, readTrailClock } from '@/app/_ui/clock/read'
import { companyFilter, placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import type { SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getAuditLog, listAuditLogs } from '@/lib/audit-logs/queries'
import { getAuditFacets, getAuditHistogram } from '@/lib/audit-logs/summary-queries'
import { load } from '@/lib/core/load'
import { Entries } from './entries'
import { EventPanel } from './event-panel'
import { ExportMenu } from './export-menu'
import { FilterBar } from './filter-bar'

const PAGE_SIZE = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('audit'))('title') }
}

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

const loadAll = (view: AuditView, input: ReturnType<typeof inputOf> & { company?: string }) =>
  Promise.all([
    load(listAuditLogs, { ...input, cursor: view.cursor || undefined, page_size: PAGE_SIZE }),
    load(getAuditHistogram, input),
    load(getAuditFacets, input),
    view.event ? load(getAuditLog, { id: view.event, company: input.company }) : undefined,
  ])

export default async function AuditPage({ params, searchParams }: Props) {
  const clock = await readTrailClock()
  const [view, company] = await Promise.all([
    readAuditView(searchParams, clock.zone),
    companyFilter(params),
  ])
  const input = { ...inputOf(view), ...company }
  const [page, histogram, facets, event] = await loadAll(view, input)
  const [audit, { zone: own }] = await Promise.all([getText('audit'), readClock()])
  return (
    <>
      <Crumbs of="audit" place={await placeOf(params)} />
      <PageHeader title={audit('title')} note={audit('shown', { total: String(page.total) })}>
        <div className="flex items-center gap-2">
          {own !== 'UTC' && (
            <ZoneSwitch
              zone={clock.zone}
              own={own}
              label={audit('zone')}
              utc={audit('utc')}
              local={audit('local')}
            />
          )}
          <ExportMenu input={input} />
        </div>
      </PageHeader>
      <FilterBar view={view} facets={facets} clock={clock} />
      <Histogram {...histogram} view={view} clock={clock} />
      <div className="audit-explorer">
        <Entries page={page} view={view} input={input} clock={clock} />
        {event && <EventPanel event={event} rows={page.rows} view={view} clock={clock} />}
      </div>
    </>
  )
}
