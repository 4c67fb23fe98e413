import type { Metadata } from 'next'
import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { type Column, DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { RelativeTime } from '@/app/_ui/time'
import { getMe } from '@/lib/auth/queries'
import { type Company, listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'

const SORTS = ['name', 'created_at'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('companies'))('title') }
}

async function companyColumns(): Promise<Column<Company>[]> {
  const [companies, { user }] = [await getText('companies'), await load(getMe, {})]
  const name = (company: Company) =>
    user.is_superuser ? (
      <Link href={`/c/${company.code}/users`} className="hover:underline">
        {company.name}
      </Link>
    ) : (
      company.name
    )
  return [
    { label: companies('name'), sort: 'name', cell: name },
    { label: companies('code'), cell: ({ code }) => <code className="text-xs">{code}</code> },
    { label: companies('users'), cell: ({ user_count }) => user_count },
    { label: companies('roles'), cell: ({ role_count }) => role_count },
    {
      label: companies('status'),
      cell: ({ is_active }) =>
        is_active ? `● ${companies('active')}` : `○ ${companies('suspended')}`,
    },
    {
      label: companies('created'),
      sort: 'created_at',
      cell: ({ created_at }) => <RelativeTime at={created_at} />,
    },
  ]
}

export default async function CompaniesPage({ searchParams }: { searchParams: SearchParams }) {
  const [companies, list] = [await getText('companies'), await getText('list')]
  const view = await readView(searchParams, SORTS)
  const { rows, total } = await load(listCompanies, inputOf<(typeof SORTS)[number]>(view))
  return (
    <>
      <PageHeader title={companies('title')} note={total} />
      <SearchBox view={view} label={companies('search')} />
      <DataTable
        label={companies('title')}
        columns={await companyColumns()}
        rows={rows}
        view={view}
        empty={view.q ? list('nothingFound', { q: view.q }) : companies('none')}
      />
      <Pager view={view} total={Number(total)} />
    </>
  )
}
