import type { Metadata } from 'next'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { Changes } from '@/app/_ui/list/changes'
import { DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { companyColumns } from './columns'
import { CompanyViews } from './company-views'
import { CreateCompany } from './create-company'
import { NoCompanies } from './no-companies'
import { FILTERS, filterInput } from './views'

const SORTS = ['name', 'created_at'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('companies'))('title') }
}

export default async function CompaniesPage({ searchParams }: { searchParams: SearchParams }) {
  const [text, { messages }] = [await getText('companies'), await getMessages()]
  const view = await readView(searchParams, SORTS, FILTERS)
  const input = { ...inputOf<(typeof SORTS)[number]>(view), ...filterInput(view) }
  // Before it is read, so that no change falls between the two.
  const since = new Date().toISOString()
  const [{ rows, total }, { user, formats }] = [
    await load(listCompanies, input),
    await load(getMe, {}),
  ]
  const isNarrowed = view.q !== '' || Object.keys(view.filters).length > 0
  const around = {
    isSuperuser: user.is_superuser,
    mayEdit: user.permissions.includes('UPDATE_COMPANY'),
  }
  return (
    <MoreText messages={{ companies: messages.companies, userActions: messages.userActions }}>
      <Crumbs of="companies" />
      <PageHeader title={text('title')} note={total}>
        <CreateCompany formats={formats} />
      </PageHeader>
      <CompanyViews view={view} />
      <SearchBox view={view} label={text('search')} total={Number(total)} />
      <Changes path="/api/companies/?" since={since} isNarrowed={isNarrowed} me={user.id} />
      <DataTable
        label={text('title')}
        columns={await companyColumns(around)}
        rows={rows}
        view={view}
        empty={<NoCompanies isNarrowed={isNarrowed} mayCreate={user.is_superuser} />}
      />
      <Pager view={view} total={Number(total)} />
    </MoreText>
  )
}
