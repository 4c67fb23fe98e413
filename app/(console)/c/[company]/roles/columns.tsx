import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import type { Column } from '@/app/_ui/list/data-table'
import { Menu } from '@/app/_ui/menu/menu'
import { RelativeTime } from '@/app/_ui/time'
import { PERMISSIONS } from '@/lib/permissions/catalog'
import { DeleteRole } from './_actions/delete-role'
import { DuplicateRole } from './_actions/duplicate-role'
import { ExportRole } from './_actions/export-role'
import { AreaBar } from './area-bar'
import { Faces } from './faces'
import type { ListedRole } from './read'
import { SystemBadge } from './system-badge'

interface Around {
  /** What the person may do. */
  held: readonly string[]
  place: string
  /** Whether it lists roles of several companies. */
  isMixed: boolean
}

async function RowMenu({ role, held, place }: Omit<Around, 'isMixed'> & { role: ListedRole }) {
  const roles = await getText('roles')
  return (
    <span className="-my-1 flex justify-end max-md:absolute max-md:end-2 max-md:top-2.5">
      <Menu id={`menu-${role.id}`} label={roles('actions', { name: role.name })}>
        <Link href={`${place}/roles/${role.id}`}>{roles('open')}</Link>
        <DuplicateRole {...{ role, held, place }} className="" />
        <ExportRole role={role} />
        <DeleteRole role={role} className="text-danger" />
      </Menu>
    </span>
  )
}

export async function roleColumns({ isMixed, ...around }: Around): Promise<Column<ListedRole>[]> {
  const roles = await getText('roles')
  const { place } = around
  const company: Column<ListedRole> = {
    label: roles('company'),
    cell: ({ traces }) => (
      <span title={traces?.company?.name} className="line-clamp-1 break-all md:min-w-24">
        {traces?.company?.name ?? roles('platform')}
      </span>
    ),
  }
  const name = (role: ListedRole) => (
    <div className="min-w-0 max-md:pe-10">
      <Link href={`${place}/roles/${role.id}`} className="wrap-anywhere hover:underline">
        {role.name}
      </Link>
      {role.description && (
        <span
          title={role.description}
          className="wrap-anywhere line-clamp-2 font-normal text-muted text-xs"
        >
          {role.description}
        </span>
      )}
    </div>
  )
  return [
    { label: roles('name'), sort: 'name', cell: name },
    ...(isMixed ? [company] : []),
    {
      label: roles('people'),
      cell: ({ user_count, traces }) => (
        <span className="inline-flex items-center gap-2 whitespace-nowrap">
          <Faces people={traces?.people ?? []} count={user_count} />
          <span>
            {user_count}{' '}
            <span className="md:hidden">{roles('peopleWord', { count: user_count })}</span>
          </span>
        </span>
      ),
    },
    {
      label: roles('permissions'),
      cell: ({ permissions }) => (
        <span className="inline-flex items-center gap-2 whitespace-nowrap">
          <span className="md:min-w-13.5">
            {roles('share', { count: permissions.length, total: PERMISSIONS.length })}
          </span>
          <AreaBar permissions={permissions} />
        </span>
      ),
    },
    {
      label: roles('type'),
      cell: ({ is_system }) => (is_system ? <SystemBadge /> : roles('custom')),
    },
    {
      label: roles('changed'),
      sort: 'updated_at',
      tellsChange: true,
      cell: ({ updated_at, traces }) => (
        <>
          <RelativeTime at={updated_at} />
          {traces?.changed_by && (
            <span className="wrap-anywhere text-muted md:block md:text-xs">
              {' '}
              {roles('changedBy', { name: traces.changed_by })}
            </span>
          )}
        </>
      ),
    },
    {
      label: roles('actionsColumn'),
      isUnlabelled: true,
      cell: (role) => <RowMenu role={role} {...around} />,
    },
  ]
}
