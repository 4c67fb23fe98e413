import type { Metadata } from 'next'
import { AuditRows } from '@/app/_ui/audit/audit-rows'
import { auditAddress, inputOf, readAuditView } from '@/app/_ui/audit/view'
import { readClock } from '@/app/_ui/audit/zone'
import { companyFilter } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import type { SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { listAuditLogs } from '@/lib/audit-logs/queries'
import { load } from '@/lib/core/load'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('audit'))('title') }
}

interface Props {
  params: Promise<{ company: string }>
  searchParams: SearchParams
}

export default async function AuditPage({ params, searchParams }: Props) {
  const [audit, company, clock] = await Promise.all([
    getText('audit'),
    companyFilter(params),
    readClock(),
  ])
  const view = await readAuditView(searchParams)
  const { rows } = await load(listAuditLogs, { ...inputOf(view), ...company, page_size: 50 })
  return (
    <>
      <PageHeader title={audit('title')} />
      <AuditRows rows={rows} clock={clock} hrefOf={({ id }) => auditAddress(view, { event: id })} />
    </>
  )
}
