import type { Metadata } from 'next'
import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { Changes } from '@/app/_ui/list/changes'
import { DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import type { SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { roleColumns } from './columns'
import { readRoles } from './read'
import { RoleViews } from './role-views'
import { Starter } from './starter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('roles'))('title') }
}

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

export default async function RolesPage({ params, searchParams }: Props) {
  const [roles, list] = [await getText('roles'), await getText('list')]
  const shown = await readRoles(params, searchParams)
  const { view, filter, place, me, total, isNarrowed, isMixed, mayCreate } = shown
  const noneFound = view.q ? list('nothingFound', { q: view.q }) : roles('noneFound')
  return (
    <>
      <Crumbs of="roles" place={place} />
      <PageHeader title={roles('title')} note={total}>
        {mayCreate && (
          <Link href={`${place}/roles/new`} className="button button--primary">
            {roles('new')}
          </Link>
        )}
      </PageHeader>
      <RoleViews view={view} />
      <SearchBox view={view} label={roles('search')} total={total} />
      <Changes path={shown.path} since={shown.since} isNarrowed={isNarrowed} me={me.id} />
      <DataTable
        label={roles('title')}
        columns={await roleColumns({ held: me.permissions, place, isMixed })}
        rows={shown.rows}
        view={view}
        empty={isNarrowed ? noneFound : roles('none')}
      />
      {shown.isBare && mayCreate && <Starter held={me.permissions} {...filter} />}
      <Pager view={view} total={total} />
    </>
  )
}
