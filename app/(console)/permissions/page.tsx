import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'
import { type Column, DataTable } from '@/app/_ui/list/data-table'
import { SearchBox } from '@/app/_ui/list/search-box'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { load } from '@/lib/core/load'
import { listPermissions } from '@/lib/permissions/queries'

const SORTS = ['name'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('permissions'))('title') }
}

interface Row {
  id: string
  name: string
  description: string
}

export default async function PermissionsPage({ searchParams }: { searchParams: SearchParams }) {
  const [permissions, list] = [await getText('permissions'), await getText('list')]
  const view = await readView(searchParams, SORTS)
  const { rows, total } = await load(listPermissions, inputOf<(typeof SORTS)[number]>(view))
  const columns: Column<Row>[] = [
    { label: permissions('meaning'), cell: ({ description }) => description },
    {
      label: permissions('code'),
      sort: 'name',
      cell: ({ name }) => <code className="text-xs">{name}</code>,
    },
  ]
  return (
    <>
      <PageHeader title={permissions('title')} note={total} />
      <p className="text-muted">{permissions('note')}</p>
      <SearchBox view={view} label={permissions('search')} />
      <DataTable
        label={permissions('title')}
        columns={columns}
        rows={rows}
        view={view}
        empty={list('nothingFound', { q: view.q })}
      />
    </>
  )
}
