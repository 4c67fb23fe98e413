import Link from 'next/link'
import type { z } from 'zod'
import { getText } from '@/app/_ui/i18n/messages'
import { type Column, DataTable } from '@/app/_ui/list/data-table'
import { Pager } from '@/app/_ui/list/pager'
import { SearchBox } from '@/app/_ui/list/search-box'
import { readView } from '@/app/_ui/list/view'
import { TakeRole } from '@/app/_ui/roles/take-role'
import { Status } from '@/app/_ui/status'
import { RelativeTime } from '@/app/_ui/time'
import { load } from '@/lib/core/load'
import { listRoleUsers } from '@/lib/roles/member-queries'
import type { member } from '@/lib/roles/schema'
import { ChangePeople } from '../_actions/change-people'
import type { PartProps } from './parts'

type Member = z.infer<typeof member>

async function memberColumns({ role, place }: PartProps): Promise<Column<Member>[]> {
  const roles = await getText('roles')
  const remove = (member: Member) => (
    <TakeRole
      person={member.id}
      role={role.id}
      held={member}
      missing={member.missing_permission}
      label={roles('removeLabel', { name: member.name })}
      className="link-button"
      done={roles('removed', { name: member.name, role: role.name })}
    >
      {roles('remove')}
    </TakeRole>
  )
  return [
    {
      label: roles('memberName'),
      cell: ({ id, name }) => (
        <Link href={`${place}/users/${id}`} className="wrap-anywhere hover:underline">
          {name}
        </Link>
      ),
    },
    {
      label: roles('memberEmail'),
      cell: ({ email }) => <span className="break-all">{email}</span>,
    },
    { label: roles('memberStatus'), cell: ({ status }) => <Status of={status} /> },
    {
      label: roles('memberSince'),
      cell: ({ granted_at, granted_by, reason }) => (
        <>
          <RelativeTime at={granted_at} />{' '}
          {granted_by && (
            <span className="wrap-anywhere text-muted md:block md:text-xs">
              {roles('memberBy', { name: granted_by.name })}
            </span>
          )}
          {reason && <span className="wrap-anywhere block text-muted text-xs">{reason}</span>}
        </>
      ),
    },
    {
      label: roles('memberUntil'),
      cell: ({ expires_at }) =>
        expires_at ? (
          <RelativeTime at={expires_at} />
        ) : (
          <span className="whitespace-nowrap">{roles('memberForever')}</span>
        ),
    },
    { label: roles('actionsColumn'), isUnlabelled: true, cell: remove },
  ]
}

/** Who has the role, and how. */
export async function PeoplePart(props: PartProps) {
  const { role, searchParams } = props
  const [roles, list] = [await getText('roles'), await getText('list')]
  const view = await readView(searchParams, [], ['tab'])
  const { rows, total } = await load(listRoleUsers, {
    id: role.id,
    page: view.page,
    page_size: view.size,
    ...(view.q && { search: view.q }),
  })
  const { id, name, company } = role
  return (
    <section aria-label={roles('tabs.people')} className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SearchBox view={view} label={roles('searchPeople')} total={Number(total)} />
        <div className="flex gap-2">
          {role.user_count > 0 && <ChangePeople role={{ id, name, company }} act="take" />}
          <ChangePeople
            role={{ id, name, company }}
            act="give"
            className="button button--primary"
          />
        </div>
      </div>
      <DataTable
        label={roles('tabs.people')}
        columns={await memberColumns(props)}
        rows={rows}
        view={view}
        empty={view.q ? list('nothingFound', { q: view.q }) : roles('noPeople')}
      />
      <Pager view={view} total={Number(total)} />
    </section>
  )
}
