import type { Metadata } from 'next'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { addressOf, inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Tabs } from '@/app/_ui/tabs'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { companyColumns } from './columns'
import { CreateCompany } from './create-company'
import { FILTERS, filterInput, VIEWS } from './views'

const SORTS = ['name', 'created_at'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('companies'))('title') }
}

export default async function CompaniesPage({ searchParams }: { searchParams: SearchParams }) {
  const [text, { messages }] = [await getText('companies'), await getMessages()]
  const view = await readView(searchParams, SORTS, FILTERS)
  const input = { ...inputOf<(typeof SORTS)[number]>(view), ...filterInput(view) }
  const [{ rows, total }, { user }] = [await load(listCompanies, input), await load(getMe, {})]
  const isNarrowed = view.q !== '' || Object.keys(view.filters).length > 0
  const shown = Object.entries(VIEWS).find(
    ([, filters]) => JSON.stringify(filters) === JSON.stringify(view.filters),
  )
  const tabs = Object.entries(VIEWS).map(([name, filters]) => ({
    name,
    // Safe because these are the names of the views.
    label: text(name as keyof typeof VIEWS),
    href: addressOf({ ...view, q: '' }, { filters }),
  }))
  const around = {
    isSuperuser: user.is_superuser,
    mayEdit: user.permissions.includes('UPDATE_COMPANY'),
  }
  return (
    <MoreText messages={{ companies: messages.companies, userActions: messages.userActions }}>
      <Crumbs of="companies" />
      <PageHeader title={text('title')} note={total}>
        <CreateCompany />
      </PageHeader>
      <Tabs label={text('views')} current={view.q ? '' : (shown?.[0] ?? '')} tabs={tabs} />
      <SearchBox view={view} label={text('search')} />
      <DataTable
        label={text('title')}
        columns={await companyColumns(around)}
        rows={rows}
        view={view}
        empty={text(isNarrowed ? 'filteredEmpty' : 'none')}
      />
      <Pager view={view} total={Number(total)} />
    </MoreText>
  )
}
