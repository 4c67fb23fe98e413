import Link from 'next/link'
import { auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'
import { initialsOf } from '@/app/_ui/person'
import { RelativeTime } from '@/app/_ui/time'
import type { Overview } from './read'
import { Section } from './section'

interface Props {
  changes: Overview['recent_permission_changes']
  place: string
}

/** The newest changes of who may do what, each leading to its entry. */
export async function Changes({ changes, place }: Props) {
  if (!changes) return null
  const text = await getText('overview')
  return (
    <Section id="changes" title={text('changes')}>
      {changes.length === 0 ? (
        <p className="panel px-4 py-6 text-muted">{text('noChanges')}</p>
      ) : (
        <ul className="panel divide-y divide-separator">
          {changes.map(({ id, timestamp, user_name, details }) => (
            <li key={id} className="flex items-start gap-3 px-4 py-2">
              <span aria-hidden="true" className="avatar mt-0.5">
                {initialsOf(user_name || '·')}
              </span>
              <span className="grid min-w-0">
                <Link
                  href={auditAddress({ range: 'all' }, { event: id }, `${place}/audit`)}
                  className="wrap-anywhere hover:underline"
                >
                  {details}
                </Link>
                <span className="text-muted text-xs">
                  {user_name || text('noActor')} · <RelativeTime at={timestamp} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
