import type { z } from 'zod'
import { readClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { ShownIfHeld } from '@/app/_ui/optimistic'
import { nameOf } from '@/app/_ui/person'
import { TakeRole } from '@/app/_ui/roles/take-role'
import type { heldRole } from '@/lib/users/schema'
import type { Viewed } from './read'

interface Props extends Pick<Viewed, 'user'> {
  held: z.infer<typeof heldRole>
  /** What one lacks to take it away. */
  missing: string | null
}

/** One role of somebody: who gave it, until when and why; and the way to take it away. */
export async function Assignment({ user, held, missing }: Props) {
  const [page, clock] = [await getText('userPage'), await readClock()]
  const { role, permissions, granted_by, granted_at, expires_at, reason } = held
  const time = clock.day(granted_at)
  const notes = [
    granted_by ? page('grantedBy', { who: granted_by.name, time }) : page('granted', { time }),
    page('includes', { count: permissions.length }),
    expires_at && page('until', { time: clock.moment(expires_at) }),
    reason && page('reason', { reason }),
  ]
  return (
    <ShownIfHeld of={user.id} role={role.id}>
      <li className="flex items-center justify-between gap-x-4 px-3 py-(--row-padding)">
        <div className="min-w-0">
          <p className="wrap-anywhere font-medium">{role.name}</p>
          <p className="wrap-anywhere text-muted text-xs">{notes.filter(Boolean).join(' · ')}</p>
        </div>
        <TakeRole
          person={user.id}
          role={role.id}
          held={held}
          missing={missing}
          label={page('removeRoleOf', { role: role.name })}
          shows={{
            of: user.id,
            now: { roles: user.roles.filter(({ id }) => id !== role.id) },
            before: { roles: user.roles },
          }}
          done={page('removedRole', { name: nameOf(user), role: role.name })}
        >
          {page('removeRole')}
        </TakeRole>
      </li>
    </ShownIfHeld>
  )
}
