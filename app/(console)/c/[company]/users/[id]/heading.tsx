import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { Avatar } from '@/app/_ui/avatar'
import { getText } from '@/app/_ui/i18n/messages'
import { ShownStatus } from '@/app/_ui/optimistic'
import { nameOf } from '@/app/_ui/person'
import { Status } from '@/app/_ui/status'
import { Contact } from '../_person/contact'
import { RoleChips } from '../_person/role-chips'
import type { Viewed } from './read'

interface Props extends Viewed {
  /** Whether what can be edited is what the page shows. */
  isEditing: boolean
}

/** Who somebody is, and everything that can be done with them. */
export async function Heading({ user, me, may, isEditing }: Props) {
  const page = await getText('userPage')
  const name = nameOf(user)
  return (
    <div className="flex items-start gap-4">
      <Avatar name={name} />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="wrap-anywhere font-semibold text-xl/7">{name}</h1>
          <ShownStatus of={user.id}>
            <Status of={user.status} />
          </ShownStatus>
          {user.id === me.id && <span className="chip chip--default">{page('you')}</span>}
          {user.is_superuser && <span className="chip chip--default">{page('superuser')}</span>}
        </div>
        <Contact email={user.email} />
        <RoleChips person={user} mayEdit={may('ASSIGN_ROLES', 'VIEW_ROLES')} />
      </div>
      <div className="flex items-center gap-2">
        {!isEditing && may('UPDATE_USER') && (
          <Link href="?tab=profile" scroll={false} className="button button--outline max-md:hidden">
            {page('edit')}
          </Link>
        )}
        <button
          type="button"
          data-opens="person-menu"
          data-of={user.id}
          aria-label={page('more')}
          className="icon-button"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
