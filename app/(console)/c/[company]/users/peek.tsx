import Link from 'next/link'
import { AccessSummary } from '@/app/_ui/access/access-summary'
import { Avatar } from '@/app/_ui/avatar'
import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { ShownStatus } from '@/app/_ui/optimistic'
import { nameOf } from '@/app/_ui/person'
import { SidePanel } from '@/app/_ui/side-panel'
import { Status } from '@/app/_ui/status'
import { load } from '@/lib/core/load'
import { listUserPermissions } from '@/lib/users/permission-queries'
import type { User } from '@/lib/users/queries'
import { Contact } from './_person/contact'
import { MoreButton } from './_person/more-button'
import { RoleChips } from './_person/role-chips'
import { narrowing } from './filters'
import { LastEvents } from './last-events'

interface Around {
  view: ListView
  place: string
  mayEditRoles: boolean
  mayAudit: boolean
}

interface Props extends Around {
  person: User
}

/** Whoever the address names, beside the list; null is nobody to be seen. */
export function Peeked({ person, ...around }: Around & { person: User | null | undefined }) {
  if (person === undefined) return null
  return person ? <Peek person={person} {...around} /> : <NobodyThere view={around.view} />
}

/** In their place, where nobody is to be seen: as any other address that leads nowhere. */
async function NobodyThere({ view }: Pick<Around, 'view'>) {
  const [users, errors] = [await getText('users'), await getText('errors')]
  const closed = addressOf(view, { filters: narrowing(view), page: view.page })
  return (
    <SidePanel
      label={errors('notFound')}
      title={errors('notFound')}
      close={{ label: users('closePanel'), href: closed }}
    >
      <p>{errors('notFoundWhy')}</p>
    </SidePanel>
  )
}

/** Somebody at a glance, beside the list. */
async function Peek({ person, view, place, mayEditRoles, mayAudit }: Props) {
  const users = await getText('users')
  const name = nameOf(person)
  const { rows } = await load(listUserPermissions, { id: person.id })
  const closed = addressOf(view, { filters: narrowing(view), page: view.page })
  return (
    <SidePanel
      label={users('panel', { name })}
      title={name}
      close={{ label: users('closePanel'), href: closed }}
    >
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <Contact email={person.email} />
          <ShownStatus of={person.id}>
            <Status of={person.status} />
          </ShownStatus>
        </div>
      </div>
      <RoleChips person={person} mayEdit={mayEditRoles} />
      <p className="flex items-center gap-2">
        <Link href={`${place}/users/${person.id}`} className="button button--outline">
          {users('openPage')}
        </Link>
        <MoreButton id={person.id} name={name} />
      </p>
      <section>
        <h3 className="mb-2 font-medium">{users('access')}</h3>
        <AccessSummary name={name} held={rows.map(({ permission }) => permission)} />
      </section>
      {mayAudit && <LastEvents id={person.id} place={place} />}
    </SidePanel>
  )
}
