import Link from 'next/link'
import type { ReactNode } from 'react'
import { ActionButton } from '@/app/_ui/api/action-button'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { MoreText } from '@/app/_ui/i18n/more-text'
import { RelativeTime } from '@/app/_ui/time'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { ChangePeople } from '../c/[company]/roles/_actions/change-people'
import { LinkDialog } from '../c/[company]/users/_person/link-dialog'
import type { Overview } from './read'
import { Section } from './section'

type Text = Awaited<ReturnType<typeof getText<'overview'>>>

interface Props {
  overview: Overview
  place: string
  /** Whose overview it is; null is the platform. */
  company: string | null
}

interface Item {
  key: string
  text: ReactNode
  fix: ReactNode
}

const SMALL = 'button button--outline h-7 px-2'
const b = (chunks: ReactNode) => <strong className="font-medium wrap-anywhere">{chunks}</strong>

const locked = (text: Text, { locked_people }: Overview): Item[] =>
  (locked_people ?? []).map(({ id, name, locked_until, failed_sign_ins }) => ({
    key: `locked ${id}`,
    text: text.rich('lockedOut', {
      name,
      failures: failed_sign_ins ?? 0,
      b,
      at: () => <RelativeTime at={locked_until} />,
    }),
    fix: (
      <ActionButton
        call={{ method: 'POST', path: `/api/users/${id}/unlock/` }}
        done={text('unlocked', { name })}
        needs="UPDATE_USER"
        label={text('unlockOf', { name })}
        className={SMALL}
      >
        {text('unlock')}
      </ActionButton>
    ),
  }))

async function invitations(text: Text, { invitations_expiring }: Overview): Promise<Item[]> {
  const actions = await getText('userActions')
  return (invitations_expiring ?? []).map(({ id, email, expires_at }) => {
    const isOver = Date.parse(expires_at) <= Date.now()
    const at = () => <RelativeTime at={expires_at} />
    return {
      key: `invited ${id}`,
      text: text.rich(isOver ? 'invitationEnded' : 'invitationEnds', { email, b, at }),
      fix: (
        <LinkDialog
          className={SMALL}
          needs="CREATE_USER"
          label={text('resend')}
          title={actions('resendTitle', { name: email })}
          why={actions('resendWhy')}
          submit={actions('resendSubmit')}
          path={`/api/users/${id}/invitation/`}
          email={email}
        />
      ),
    }
  })
}

const roles = (text: Text, overview: Overview, place: string): Item[] =>
  (overview.roles?.all_permissions ?? []).map(({ id, name }) => ({
    key: `role ${id}`,
    text: text.rich('rolesGrantAll', { name, b }),
    fix: (
      <Link href={`${place}/roles/${id}`} aria-label={text('reviewOf', { name })} className={SMALL}>
        {text('review')}
      </Link>
    ),
  }))

function people(
  text: Text,
  { overview, place, company }: Props,
  permissions: readonly string[],
): Item[] {
  const mayAssign = permissions.includes('ASSIGN_ROLES')
  const { users, people_without_role, sole_administrator } = overview
  const names = (people_without_role ?? []).map(({ name }) => name).join(', ')
  const count = users?.without_role ?? 0
  const [only] = people_without_role ?? []
  const where = count === 1 && only ? `${place}/users/${only.id}` : `${place}/users?no_role=true`
  const items: Item[] = []
  if (count > 0) {
    items.push({
      key: 'no role',
      text: text.rich('nobodysRole', { count, names, b }),
      fix: mayAssign && (
        <Link href={where} className={SMALL}>
          {text('assign')}
        </Link>
      ),
    })
  }
  if (sole_administrator) {
    items.push({
      key: 'sole administrator',
      text: text.rich('soleAdministrator', { name: sole_administrator.name, b }),
      fix: sole_administrator.role && (
        <ChangePeople
          act="give"
          role={{ ...sole_administrator.role, company }}
          // Nobody gives what they do not hold.
          needs={['ASSIGN_ROLES', 'ASSIGN_PERMISSIONS']}
          label={text('addAnother')}
          className={SMALL}
        />
      ),
    })
  }
  return items
}

/** What an administrator should look at, each with what mends it. */
export async function Attention(props: Props) {
  const { overview, place } = props
  const [text, { messages }] = [await getText('overview'), await getMessages()]
  const { userActions, roleActions } = messages
  const { permissions } = await load(getMe, {})
  if (!overview.users && !overview.roles) return null
  const items = [
    ...locked(text, overview),
    ...(await invitations(text, overview)),
    ...people(text, props, permissions),
    ...roles(text, overview, place),
  ]
  return (
    <Section id="attention" title={text('attention')}>
      <MoreText messages={{ userActions, roleActions }}>
        {items.length === 0 ? (
          <p className="panel px-4 py-6 text-muted">{text('nothingToDo')}</p>
        ) : (
          <ul className="panel divide-y divide-separator">
            {items.map(({ key, text: sentence, fix }) => (
              <li key={key} className="flex items-center justify-between gap-3 px-4 py-2.5">
                <span>{sentence}</span>
                <span className="shrink-0">{fix}</span>
              </li>
            ))}
          </ul>
        )}
      </MoreText>
    </Section>
  )
}
