import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import { load } from '@/lib/core/load'
import { listUserRoles } from '@/lib/users/role-queries'
import { AssignDialog } from './assign-dialog'
import { Assignment } from './assignment'
import type { Viewed } from './read'
import { Simulation } from './simulation'

/** The roles of somebody with all that is known of each, and what other roles would come to. */
export async function RolesTab({ user, codes, person }: Viewed) {
  const page = await getText('userPage')
  const { rows } = await load(listUserRoles, { id: user.id })
  const name = nameOf(user)
  const held = rows.map(({ role }) => role.id)
  return (
    <div className="grid max-w-240 gap-6">
      <section aria-labelledby="held-roles" className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="held-roles" className="font-semibold text-base/6">
            {page('heldNow')}
          </h2>
          <AssignDialog user={user} held={held} />
        </div>
        {rows.length === 0 ? (
          <p className="panel px-4 py-8 text-center">{page('rolesNone', { name })}</p>
        ) : (
          <ul className="panel divide-y divide-separator">
            {rows.map((held) => (
              <Assignment key={held.role.id} {...{ user, held }} missing={person.missing} />
            ))}
          </ul>
        )}
      </section>
      <Simulation
        // Whatever was ticked starts anew from the roles as they are now.
        key={held.join()}
        person={person}
        held={codes}
      />
    </div>
  )
}
