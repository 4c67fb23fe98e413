import Link from 'next/link'
import type { z } from 'zod'
import { ActionButton } from '@/app/_ui/api/action-button'
import { readClock } from '@/app/_ui/clock/read'
import { getText } from '@/app/_ui/i18n/messages'
import { Freshness } from '@/app/_ui/live/freshness'
import { nameOf } from '@/app/_ui/person'
import { RelativeTime } from '@/app/_ui/time'
import { entityTag } from '@/lib/core/etag'
import { load } from '@/lib/core/load'
import { describeCode } from '@/lib/permissions/catalog'
import { getUserSignIn } from '@/lib/users/sign-in-queries'
import { actsOn } from '../_person/acts'
import { InvitationItems } from '../_person/invitation-items'
import { NewPasswordItems } from '../_person/password-items'
import type { Viewed } from './read'

interface Props extends Viewed {
  place: string
}

const LINK = 'link-button disabled:text-muted disabled:no-underline'
const BANNER = 'notice flex flex-wrap items-center gap-x-4 gap-y-1'

/** What stands in the way of somebody who signs in, each with its remedy. */
export async function Banners(props: Props) {
  const { user } = props
  const signIn = await load(getUserSignIn, { id: user.id })
  return (
    <>
      <Freshness path={`/api/users/${user.id}/sign_in/`} etag={entityTag(signIn)} />
      {user.status === 'locked' && signIn.lock && <Locked {...props} lock={signIn.lock} />}
      {user.status === 'deactivated' && <Deactivated {...props} />}
      {user.status === 'invited' && <Invited {...props} />}
      {signIn.must_change_password && user.is_active && <MustChange {...props} />}
    </>
  )
}

/** Why the server would refuse every remedy. */
async function refusalOf({ missing }: Viewed['person']) {
  const text = await getText('userActions')
  return missing ? text('beyond', { missing, permission: describeCode(missing) }) : undefined
}

/** Beside what is disabled; a dialog that is open stays. */
const Refusal = ({ children }: { children: string | undefined }) =>
  children && <span className="text-muted text-xs">{children}</span>

type Lock = NonNullable<z.infer<typeof getUserSignIn.output>['lock']>

async function Locked({ user, person, place, lock }: Props & { lock: Lock }) {
  const [page, clock] = [await getText('userPage'), await readClock()]
  const time = clock.moment(lock.until)
  return (
    <div className={BANNER}>
      <p>
        {lock.by ? page('lockedBy', { who: lock.by.name, time }) : page('lockedUntil', { time })}
      </p>
      <ActionButton
        {...actsOn(person).unlock}
        className={LINK}
        needs="UPDATE_USER"
        refusal={await refusalOf(person)}
        done={page('unlocked', { name: nameOf(user) })}
      >
        {page('unlockNow')}
      </ActionButton>
      {lock.audit_entry && (
        <Link className={LINK} href={`${place}/audit?range=all&event=${lock.audit_entry}`}>
          {page('lockEvent')}
        </Link>
      )}
    </div>
  )
}

async function Deactivated({ user, person }: Props) {
  const page = await getText('userPage')
  return (
    <div className={BANNER}>
      <p>{page('deactivated')}</p>
      <ActionButton
        {...actsOn(person).reactivate}
        className={LINK}
        needs="UPDATE_USER"
        refusal={await refusalOf(person)}
        done={page('reactivated', { name: nameOf(user) })}
      >
        {page('reactivate')}
      </ActionButton>
    </div>
  )
}

async function Invited({ user, person, may, place }: Props) {
  const refusal = await refusalOf(person)
  return (
    <div className={BANNER}>
      <Invitation user={user} />
      <fieldset disabled={person.missing !== null} className="contents">
        <InvitationItems person={person} className={LINK} next={`${place}/users`} />
      </fieldset>
      {may('CREATE_USER') && <Refusal>{refusal}</Refusal>}
    </div>
  )
}

async function MustChange({ person, may }: Props) {
  const [page, refusal] = [await getText('userPage'), await refusalOf(person)]
  return (
    <div className={BANNER}>
      <p>{page('mustChange')}</p>
      <fieldset disabled={person.missing !== null} className="contents">
        <NewPasswordItems person={person} className={LINK} />
      </fieldset>
      {may('UPDATE_USER') && <Refusal>{refusal}</Refusal>}
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
