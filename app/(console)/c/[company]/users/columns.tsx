import type { z } from 'zod'
import { getText } from '@/app/_ui/i18n/messages'
import type { Column } from '@/app/_ui/list/data-table'
import { RelativeTime } from '@/app/_ui/time'
import type { user } from '@/lib/users/schema'

type User = z.infer<typeof user>

const nameOf = ({ first_name, last_name, username }: User) =>
  `${first_name} ${last_name}`.trim() || username

const statusOf = ({ is_active, is_locked }: User) =>
  is_active ? (is_locked ? 'locked' : 'active') : 'deactivated'

/** A shape besides the word, so that the colour is never alone. */
const SHAPES = {
  active: ['●', 'text-success'],
  locked: ['⊘', 'text-danger'],
  deactivated: ['○', 'text-muted'],
} as const

export async function userColumns(): Promise<Column<User>[]> {
  const users = await getText('users')
  const status = (person: User) => {
    const state = statusOf(person)
    const [shape, colour] = SHAPES[state]
    return (
      <span className="whitespace-nowrap">
        <span aria-hidden="true" className={colour}>
          {shape}
        </span>{' '}
        {users(state)}
      </span>
    )
  }
  return [
    { label: users('name'), sort: 'last_name', cell: nameOf },
    { label: users('email'), sort: 'email', cell: ({ email }) => email },
    { label: users('roles'), cell: ({ roles }) => roles.map(({ name }) => name).join(', ') || '—' },
    { label: users('status'), cell: status },
    {
      label: users('lastSignIn'),
      sort: 'last_login',
      cell: ({ last_login }) => (last_login ? <RelativeTime at={last_login} /> : users('never')),
    },
    {
      label: users('created'),
      sort: 'created_at',
      cell: ({ created_at }) => <RelativeTime at={created_at} />,
    },
  ]
}
