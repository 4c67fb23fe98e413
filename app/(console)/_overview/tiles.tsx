import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import type { Overview } from './read'

interface Tile {
  label: string
  value: number
  note?: string
  href: string
  isUrgent?: boolean
}

async function tilesOf({ users, roles }: Overview, place: string): Promise<Tile[]> {
  const text = await getText('overview')
  const list = `${place}/users`
  return [
    ...(users
      ? [
          {
            label: text('activeUsers'),
            value: users.active,
            note: text('joined', { count: users.joined_this_week }),
            href: `${list}?status=active`,
          },
          {
            label: text('locked'),
            value: users.locked,
            note: text('deactivated', { count: users.deactivated }),
            href: `${list}?status=locked`,
            isUrgent: users.locked > 0,
          },
          {
            label: text('pendingInvitations'),
            value: users.invited,
            href: `${list}?status=invited`,
          },
        ]
      : []),
    ...(roles
      ? [
          {
            label: text('rolesTile'),
            value: roles.total,
            note: users ? text('withoutRole', { count: users.without_role }) : undefined,
            href: `${place}/roles`,
          },
        ]
      : []),
  ]
}

/** How things stand, each number leading to what it counts. */
export async function Tiles({ overview, place }: { overview: Overview; place: string }) {
  const [text, tiles] = [await getText('overview'), await tilesOf(overview, place)]
  if (tiles.length === 0) return null
  return (
    <ul aria-label={text('tiles')} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map(({ label, value, note, href, isUrgent }) => (
        <li key={label} className="grid">
          <Link
            href={href}
            className="panel grid content-start px-4 py-3 hover:border-field-border"
          >
            <span className="text-muted">{label}</span>
            <span
              className={`font-semibold text-[1.75rem]/9 tabular-nums ${isUrgent ? 'text-danger' : ''}`}
            >
              {value}
            </span>
            {note && <span className="text-muted text-xs">{note}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}
