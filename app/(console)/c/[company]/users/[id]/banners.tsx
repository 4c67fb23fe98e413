import { ActionButton } from '@/app/_ui/api/action-button'
import { readClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import { RelativeTime } from '@/app/_ui/time'
import { InvitationItems } from '../_person/invitation-items'
import { personOf } from '../_person/person'
import type { Viewed } from './read'

interface Props extends Viewed {
  place: string
}

const LINK = 'link-button'
const BANNER = 'notice flex flex-wrap items-center gap-x-4 gap-y-1'

/** What keeps somebody from signing in, each with its remedy. */
export async function Banners({ user, me, place }: Props) {
  const [page, clock] = [await getText('userPage'), await readClock()]
  const [name, path] = [nameOf(user), `/api/users/${user.id}`]
  if (user.status === 'locked') {
    const time = user.locked_until && clock.moment(user.locked_until)
    const lockedText = time ? page('lockedUntil', { time }) : page('locked')
    return (
      <div className={BANNER}>
        <p>{lockedText}</p>
        <ActionButton
          className={LINK}
          needs="UPDATE_USER"
          call={{ method: 'POST', path: `${path}/unlock/` }}
          done={page('unlocked', { name })}
        >
          {page('unlockNow')}
        </ActionButton>
      </div>
    )
  }
  if (user.status === 'deactivated') {
    const toggle = (is_active: boolean) =>
      ({ method: 'PATCH', path: `${path}/`, body: { is_active } }) as const
    return (
      <div className={BANNER}>
        <p>{page('deactivated')}</p>
        <ActionButton
          className={LINK}
          needs="UPDATE_USER"
          call={toggle(true)}
          undo={toggle(false)}
          done={page('reactivated', { name })}
        >
          {page('reactivate')}
        </ActionButton>
      </div>
    )
  }
  if (user.status !== 'invited') return null
  return (
    <div className={BANNER}>
      <Invitation user={user} />
      <InvitationItems person={personOf(user, me)} className={LINK} next={`${place}/users`} />
    </div>
  )
}

async function Invitation({ user: { invitation } }: Pick<Viewed, 'user'>) {
  const [page, clock] = [await getText('userPage'), await readClock()]
  if (!invitation) return <p>{page('invitationNone')}</p>
  const { sent_at, expires_at } = invitation
  const sent = () => <RelativeTime at={sent_at} />
  if (Date.parse(expires_at) < Date.now()) return <p>{page.rich('invitationExpired', { sent })}</p>
  const time = clock.moment(expires_at)
  return <p>{page.rich('invitationSent', { sent, time })}</p>
}
