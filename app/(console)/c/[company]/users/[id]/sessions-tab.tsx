import { ActionButton } from '@/app/_ui/api/action-button'
import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import { RelativeTime } from '@/app/_ui/time'
import { load } from '@/lib/core/load'
import { listUserSessions } from '@/lib/users/queries'
import type { Viewed } from './read'

const TIMES = [
  ['started', 'started_at'],
  ['lastUsed', 'last_used_at'],
  ['expires', 'expires_at'],
] as const

/** Where somebody is signed in, and the end of all of it. */
export async function SessionsTab({ user }: Viewed) {
  const page = await getText('userPage')
  const name = nameOf(user)
  const { rows } = await load(listUserSessions, { id: user.id })
  if (rows.length === 0) {
    return <p className="panel px-4 py-8 text-center">{page('sessionsNone', { name })}</p>
  }
  return (
    <div className="grid gap-3">
      <div>
        <ActionButton
          needs="UPDATE_USER"
          call={{ method: 'DELETE', path: `/api/users/${user.id}/sessions/` }}
          done={page('signedOut', { name })}
        >
          {page('revokeAll')}
        </ActionButton>
      </div>
      <div className="panel overflow-x-auto">
        <table aria-label={page('sessions')} className="list w-full border-collapse">
          <thead>
            <tr>
              {(['device', 'ip', 'started', 'lastUsed', 'expires'] as const).map((column) => (
                <th key={column} scope="col">
                  {page(column)}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">{page('sessionActs')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((session) => (
              <tr key={session.id}>
                <th scope="row">
                  {session.device}{' '}
                  {session.current && (
                    <span className="chip chip--default">{page('thisDevice')}</span>
                  )}
                </th>
                <td className="font-mono text-xs">{session.ip ?? '—'}</td>
                {TIMES.map(([column, of]) => (
                  <td key={column}>
                    <span className="md:hidden">{page(column)} </span>
                    <RelativeTime at={session[of]} />
                  </td>
                ))}
                <td className="md:text-end">
                  {!session.current && (
                    <ActionButton
                      needs="UPDATE_USER"
                      className="link-button"
                      label={page('revokeOf', { device: session.device })}
                      call={{
                        method: 'DELETE',
                        path: `/api/users/${user.id}/sessions/${session.id}/`,
                      }}
                      done={page('revoked', { device: session.device, name })}
                    >
                      {page('revoke')}
                    </ActionButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
