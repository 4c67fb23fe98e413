import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { addressOf, type ListView } from '@/app/_ui/list/view'
import { narrowing, SEEN, STATUSES } from './filters'

interface Props {
  view: ListView
  roles: readonly { id: string; name: string }[]
}

/** What was looked for in vain, and the way back to everybody. */
export async function NobodyFound({ view, roles }: Props) {
  const users = await getText('users')
  const { status, role, no_role, seen } = narrowing(view)
  const period = SEEN.find((one) => one === seen)
  const known = STATUSES.find((one) => one === status)
  const filters = [
    view.q && `“${view.q}”`,
    known && users(known),
    role && (roles.find(({ id }) => id === role)?.name ?? users('role')),
    no_role && users('withoutRole'),
    period && users(`seen.${period}`),
  ].filter(Boolean)
  if (filters.length === 0) return users('noneYet')
  return (
    <>
      {users('nobody', { filters: filters.join(' + ') })}{' '}
      <Link href={addressOf(view, { q: '', filters: {} })} className="text-accent underline">
        {users('clear')}
      </Link>
    </>
  )
}
