import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import type { Overview } from './read'
import { Section } from './section'

interface Props {
  endings: Overview['grants_ending']
  place: string
}

/** Roles that people will have no longer soon. */
export async function Endings({ endings, place }: Props) {
  if (!endings || endings.length === 0) return null
  const text = await getText('overview')
  return (
    <Section id="endings" title={text('endsSoon')}>
      <ul className="panel divide-y divide-separator">
        {endings.map(({ user, role, expires_at }) => (
          <li
            key={`${user.id} ${role.id}`}
            className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2"
          >
            <Link href={`${place}/users/${user.id}?tab=roles`} className="hover:underline">
              {text('endingOf', { role: role.name, name: user.name })}
            </Link>
            <span className="text-muted">
              <RelativeTime at={expires_at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
