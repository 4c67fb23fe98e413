import type { z } from 'zod'
import { ActionButton } from '@/app/_ui/api/action-button'
import { getText } from '@/app/_ui/i18n/messages'
import { RelativeTime } from '@/app/_ui/time'
import { listOwnSessions } from '@/lib/auth/queries'
import type { session } from '@/lib/auth/schema'
import { load } from '@/lib/core/load'

const COLUMNS = ['device', 'address', 'started', 'lastUsed'] as const

type Session = z.output<typeof session>

async function Row({ session }: { session: Session }) {
  const account = await getText('account')
  const { id, device, user_agent, ip, started_at, last_used_at, current } = session
  return (
    <tr>
      <th scope="row" title={user_agent ?? undefined}>
        {device} {current && <span className="chip chip--default">{account('thisDevice')}</span>}
      </th>
      <td className="font-mono text-xs">{ip ?? '—'}</td>
      <td>
        <span className="md:hidden">{account('started')} </span>
        <RelativeTime at={started_at} />
      </td>
      <td>
        <span className="md:hidden">{account('lastUsed')} </span>
        <RelativeTime at={last_used_at} />
      </td>
      <td className="md:text-end">
        {!current && (
          <ActionButton
            className="link-button"
            call={{ method: 'DELETE', path: `/api/auth/sessions/${id}/` }}
            done={account('sessionEnded', { device })}
            label={account('endSessionOn', { device })}
          >
            {account('endSession')}
          </ActionButton>
        )}
      </td>
    </tr>
  )
}

/** Where somebody is signed in, with the way to end it elsewhere. */
export async function Sessions() {
  const [account, { rows }] = [await getText('account'), await load(listOwnSessions, {})]
  return (
    <section aria-labelledby="sessions" className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="sessions" className="font-semibold text-base/6">
          {account('sessions')}
        </h2>
        {rows.length > 1 && (
          <ActionButton
            call={{ method: 'DELETE', path: '/api/auth/sessions/' }}
            done={account('othersEnded')}
          >
            {account('endOthers')}
          </ActionButton>
        )}
      </div>
      <div className="panel overflow-x-auto">
        <table aria-labelledby="sessions" className="list w-full border-collapse">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {account(column)}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">{account('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((session) => (
              <Row key={session.id} session={session} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
