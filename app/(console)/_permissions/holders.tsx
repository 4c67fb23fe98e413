import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'
import { load } from '@/lib/core/load'
import { listPermissionHolders } from '@/lib/permissions/holder-queries'
import type { Around } from './area-rows'

const SHOWN = 50

/** Who may do something now, and through which roles. */
export async function Holders({ id, around }: { id: string; around: Around }) {
  const [text, { rows, total }] = [
    await getText('permissions'),
    await load(listPermissionHolders, { id, ...around.company, page_size: SHOWN }),
  ]
  const rest = Number(total) - rows.length
  return (
    <tr className="bg-surface-secondary">
      <td colSpan={4}>
        {rows.length === 0 && <p>{text('nobody')}</p>}
        <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {rows.map(({ id: person, name, is_superuser, through }) => (
            <li key={person} className="wrap-anywhere">
              <Link href={`${around.place}/users/${person}?tab=access`} className="underline">
                {name}
              </Link>{' '}
              <span className="text-muted">
                {is_superuser
                  ? text('asSuperuser')
                  : text('through', { roles: through.map((role) => role.name).join(', ') })}
              </span>
            </li>
          ))}
        </ul>
        {rest > 0 && <p className="mt-1 text-muted">{text('morePeople', { count: rest })}</p>}
      </td>
    </tr>
  )
}
