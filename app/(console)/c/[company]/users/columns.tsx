import { PanelRight } from 'lucide-react'
import Link from 'next/link'
import type { z } from 'zod'
import { ActionButton } from '@/app/_ui/api/action-button'
import { getText } from '@/app/_ui/i18n/messages'
import type { Column } from '@/app/_ui/list/data-table'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { FirstRole, ShownRoles, ShownStatus } from '@/app/_ui/optimistic'
import { initialsOf, nameOf } from '@/app/_ui/person'
import { Status } from '@/app/_ui/status'
import { RelativeTime } from '@/app/_ui/time'
import type { user } from '@/lib/users/schema'
import { actsOn } from './_person/acts'
import { MoreButton } from './_person/more-button'

type User = z.infer<typeof user>
type Text = Awaited<ReturnType<typeof getText<'users'>>>

interface Around {
  users: Text
  view: ListView
  place: string
  me: { id: string }
  mayEditRoles: boolean
  /** Whether people of several companies are listed. */
  isMixed: boolean
}

function Name({ person, around }: { person: User; around: Around }) {
  const { users, place, me } = around
  const name = nameOf(person)
  return (
    <span className="flex items-center gap-2 max-md:pe-20 pointer-coarse:max-md:pe-26">
      <span aria-hidden="true" className="avatar">
        {initialsOf(name)}
      </span>
      <Link
        href={`${place}/users/${person.id}`}
        title={name}
        className="wrap-anywhere line-clamp-2 min-w-12 hover:underline md:line-clamp-1"
      >
        {name}
      </Link>
      {person.id === me.id && <span className="chip chip--default shrink-0">{users('you')}</span>}
    </span>
  )
}

/** The first role and how many more; a button that opens them all, for whoever may change them. */
function Roles({ person, around: { users, mayEditRoles } }: { person: User; around: Around }) {
  const [first = users('noRole'), ...more] = person.roles.map(({ name }) => name)
  const shown = (
    <ShownRoles of={person.id}>
      <FirstRole rest={more.length}>
        {person.roles.length > 0 ? first : <span className="text-muted">{first}</span>}
      </FirstRole>
    </ShownRoles>
  )
  const roles = [first, ...more].join(', ')
  if (!mayEditRoles) return <span title={roles}>{shown}</span>
  return (
    <button
      type="button"
      data-opens="person-roles"
      data-of={person.id}
      title={roles}
      className="-mx-1.5 -my-0.5 min-h-6 rounded-md px-1.5 py-0.5 text-start hover:bg-default pointer-coarse:my-0 pointer-coarse:min-h-11"
    >
      <span className="sr-only">{users('editRoles', { name: nameOf(person) })} </span>
      {shown}
    </button>
  )
}

/** Where somebody is locked out, one click lets them in again. */
async function State({ person, around: { users } }: { person: User; around: Around }) {
  const name = nameOf(person)
  return (
    <span className="-my-1 inline-flex items-center gap-2">
      <ShownStatus of={person.id}>
        <Status of={person.status} />
      </ShownStatus>
      {person.status === 'locked' && (
        <ActionButton
          {...actsOn(person).unlock}
          done={users('unlocked', { name })}
          needs="UPDATE_USER"
          label={users('unlockOf', { name })}
          className="button button--outline h-7 px-2"
        >
          {users('unlock')}
        </ActionButton>
      )}
    </span>
  )
}

function Actions({ person, around: { users, view } }: { person: User; around: Around }) {
  const name = nameOf(person)
  const filters = { ...view.filters, peek: person.id }
  return (
    <span className="-my-1 flex items-center justify-end gap-1 max-md:absolute max-md:end-2 max-md:top-2.5">
      <Link
        href={addressOf(view, { filters, page: view.page })}
        scroll={false}
        aria-label={users('peek', { name })}
        title={users('peek', { name })}
        className="icon-button"
      >
        <PanelRight className="size-4 rtl:-scale-x-100" aria-hidden="true" />
      </Link>
      <MoreButton id={person.id} name={name} />
    </span>
  )
}

export async function userColumns(context: Omit<Around, 'users'>): Promise<Column<User>[]> {
  const users = await getText('users')
  const around = { ...context, users }
  const company: Column<User> = {
    label: users('company'),
    cell: ({ company: employer }) => (
      <span title={employer?.name} className="line-clamp-1 break-all md:min-w-24">
        {employer?.name ?? users('platform')}
      </span>
    ),
  }
  return [
    {
      label: users('name'),
      sort: 'last_name',
      cell: (person) => <Name {...{ person, around }} />,
    },
    {
      label: users('email'),
      sort: 'email',
      cell: ({ email }) => (
        <span title={email} className="line-clamp-1 break-all md:min-w-32">
          {email}
        </span>
      ),
    },
    ...(context.isMixed ? [company] : []),
    { label: users('roles'), cell: (person) => <Roles {...{ person, around }} /> },
    { label: users('status'), cell: (person) => <State {...{ person, around }} /> },
    {
      label: users('lastSignIn'),
      sort: 'last_login',
      cell: ({ last_login }) => (
        <>
          <span className="md:hidden">{users('lastSignIn')}: </span>
          {last_login ? <RelativeTime at={last_login} /> : users('never')}
        </>
      ),
    },
    {
      label: users('created'),
      sort: 'created_at',
      tellsChange: true,
      cell: ({ created_at }) => (
        <span className="max-md:hidden">
          <RelativeTime at={created_at} />
        </span>
      ),
    },
    {
      label: users('actions'),
      isUnlabelled: true,
      cell: (person) => <Actions {...{ person, around }} />,
    },
  ]
}
