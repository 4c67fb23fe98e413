import Link from 'next/link'
import { AuditList } from '@/app/_ui/audit/audit-list'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { nameOf } from '@/app/_ui/person'
import type { Viewed } from './read'

interface Props extends Viewed {
  place: string
  searchParams: SearchParams
}

/** What somebody did, or what was done to them. */
export async function ActivityTab({ user, place, searchParams }: Props) {
  const page = await getText('userPage')
  const name = nameOf(user)
  const isTarget = single((await searchParams).of) === 'target'
  const choices = [
    { label: page('activityBy', { name }), href: '?tab=activity', isShown: !isTarget },
    { label: page('activityOn', { name }), href: '?tab=activity&of=target', isShown: isTarget },
  ]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="flex flex-wrap gap-2">
        {choices.map(({ label, href, isShown }) => (
          <Link
            key={href}
            href={href}
            scroll={false}
            aria-current={isShown ? 'true' : undefined}
            className="button button--outline max-w-full aria-[current=true]:bg-default"
          >
            <span className="truncate">{label}</span>
          </Link>
        ))}
      </p>
      <AuditList
        place={place}
        filter={isTarget ? { resource_type: 'User', resource_id: user.id } : { user_id: user.id }}
      />
    </div>
  )
}
