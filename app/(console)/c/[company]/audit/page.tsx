import type { Metadata } from 'next'
import { Histogram } from '@/app/_ui/audit/histogram'
import { ZoneSwitch } from '@/app/_ui/audit/zone-switch'
import { readClock } from '@/app/_ui/clock/read'
import { placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import type { SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Entries } from './entries'
import { EventPanel } from './event-panel'
import { ExportMenu } from './export-menu'
import { FilterBar } from './filter-bar'
import { NoEvent } from './no-event'
import { readAudit } from './read'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('audit'))('title') }
}

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

export default async function AuditPage({ params, searchParams }: Props) {
  const { clock, view, input, page, histogram, facets, event, ...search } = await readAudit(
    params,
    searchParams,
  )
  const [audit, { zone: own }] = await Promise.all([getText('audit'), readClock()])
  return (
    <>
      <Crumbs of="audit" place={await placeOf(params)} />
      <PageHeader title={audit('title')} note={audit('shown', { total: page.total })}>
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
      <FilterBar {...{ view, facets, clock }} total={Number(page.total)} {...search} />
      <Histogram {...histogram} view={view} clock={clock} />
      <div className="audit-explorer">
        <Entries page={page} view={view} input={input} clock={clock} />
        {event && <EventPanel event={event} rows={page.rows} view={view} clock={clock} />}
        {view.event && !event && <NoEvent view={view} />}
      </div>
    </>
  )
}
