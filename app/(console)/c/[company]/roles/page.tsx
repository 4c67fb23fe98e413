import type { Metadata } from 'next'
import { companyFilter } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type Column, DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { RelativeTime } from '@/app/_ui/time'
import { load } from '@/lib/core/load'
import { PERMISSIONS } from '@/lib/permissions/catalog'
import { listRoles, type Role } from '@/lib/roles/queries'

const SORTS = ['name', 'updated_at'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('roles'))('title') }
}

interface Props {
  params: Promise<{ company: string }>
  searchParams: SearchParams
}

async function roleColumns(): Promise<Column<Role>[]> {
  const roles = await getText('roles')
  const name = (role: Role) => (
    <>
      {role.name}
      {role.description && <span className="block text-muted text-xs">{role.description}</span>}
    </>
  )
  return [
    { label: roles('name'), sort: 'name', cell: name },
    { label: roles('people'), cell: ({ user_count }) => user_count },
    {
      label: roles('permissions'),
      cell: ({ permissions }) =>
        roles('share', { count: permissions.length, total: PERMISSIONS.length }),
    },
    { label: roles('type'), cell: ({ is_system }) => roles(is_system ? 'system' : 'custom') },
    {
      label: roles('changed'),
      sort: 'updated_at',
      cell: ({ updated_at }) => <RelativeTime at={updated_at} />,
    },
  ]
}

export default async function RolesPage({ params, searchParams }: Props) {
  const [roles, list] = [await getText('roles'), await getText('list')]
  const view = await readView(searchParams, SORTS)
  const filter = await companyFilter(params)
  const input = { ...inputOf<(typeof SORTS)[number]>(view), ...filter }
  const { rows, total } = await load(listRoles, input)
  return (
    <>
      <PageHeader title={roles('title')} note={total} />
      <SearchBox view={view} label={roles('search')} />
      <DataTable
        label={roles('title')}
        columns={await roleColumns()}
        rows={rows}
        view={view}
        empty={view.q ? list('nothingFound', { q: view.q }) : roles('none')}
      />
      <Pager view={view} total={Number(total)} />
    </>
  )
}
