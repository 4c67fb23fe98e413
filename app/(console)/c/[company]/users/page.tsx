import type { Metadata } from 'next'
import { companyFilter } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { load } from '@/lib/core/load'
import { listUsers } from '@/lib/users/queries'
import { userColumns } from './columns'

const SORTS = ['last_name', 'email', 'last_login', 'created_at'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('users'))('title') }
}

interface Props {
  params: Promise<{ company: string }>
  searchParams: SearchParams
}

export default async function UsersPage({ params, searchParams }: Props) {
  const [users, list] = [await getText('users'), await getText('list')]
  const view = await readView(searchParams, SORTS)
  const filter = await companyFilter(params)
  const { rows, total } = await load(listUsers, {
    ...inputOf<(typeof SORTS)[number]>(view),
    ...filter,
  })
  return (
    <>
      <PageHeader title={users('title')} note={total} />
      <SearchBox view={view} label={users('search')} />
      <DataTable
        label={users('title')}
        columns={await userColumns()}
        rows={rows}
        view={view}
        empty={view.q ? list('nothingFound', { q: view.q }) : users('none')}
      />
      <Pager view={view} total={Number(total)} />
    </>
  )
}
