import type { Metadata } from 'next'
import Link from 'next/link'
import { companyFilter } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { listAuditLogs } from '@/lib/audit-logs/queries'
import { load } from '@/lib/core/load'
import { AuditFilter } from './audit-filter'
import { AuditTable } from './audit-table'
import { readFilter } from './filter'

const PAGE_SIZE = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('audit'))('title') }
}

interface Props {
  params: Promise<{ company: string }>
  searchParams: SearchParams
}

export default async function AuditPage({ params, searchParams }: Props) {
  const [audit, company] = [await getText('audit'), await companyFilter(params)]
  const filter = await readFilter(searchParams)
  const cursor = single((await searchParams).cursor)
  const { rows, total, nextCursor } = await load(listAuditLogs, {
    ...filter,
    ...company,
    ...(cursor && { cursor }),
    page_size: PAGE_SIZE,
  })
  const older = new URLSearchParams({ ...filter, cursor: nextCursor ?? '' })
  return (
    <>
      <PageHeader title={audit('title')} note={total} />
      <AuditFilter filter={filter} />
      <AuditTable rows={rows} />
      {nextCursor && (
        <Link href={`?${older}`} rel="next" className="button button--outline w-fit">
          {audit('older')}
        </Link>
      )}
    </>
  )
}
