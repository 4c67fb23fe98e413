import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'
import { Changes } from '@/app/_ui/list/changes'
import { DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import type { SearchParams } from '@/app/_ui/list/view'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Adding } from './_invite/adding'
import { PersonOverlays } from './_person/overlays'
import { userColumns } from './columns'
import { isNarrowed } from './filters'
import { NobodyFound } from './nobody-found'
import { Peeked } from './peek'
import { readUsers } from './read'
import { UserFilter } from './user-filter'
import { UserViews } from './user-views'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('users'))('title') }
}

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

export default async function UsersPage({ params, searchParams }: Props) {
  const users = await getText('users')
  const shown = await readUsers(params, searchParams)
  const { view, filter, place, me, rows, total, peeked } = shown
  return (
    <>
      <Crumbs of="users" place={place} />
      <PageHeader title={users('title')} note={total}>
        <Adding isSuperuser={me.is_superuser} company={filter.company ?? me.company} />
      </PageHeader>
      <UserViews view={view} {...filter} />
      <UserFilter view={view} total={total} roles={shown.roles} />
      <Changes path={shown.path} since={shown.since} isNarrowed={isNarrowed(view)} me={me.id} />
      <DataTable
        label={users('title')}
        columns={await userColumns(shown)}
        rows={rows}
        view={view}
        empty={<NobodyFound view={view} roles={shown.roles} />}
      />
      <Pager view={view} total={total} />
      <Peeked {...shown} person={peeked} />
      <PersonOverlays people={shown.people} place={place} isSuperuser={me.is_superuser} />
    </>
  )
}
