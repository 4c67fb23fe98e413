import Link from 'next/link'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'

const AROUND_MS = 5 * 60_000

/** What else happened about that time, and by the same person. */
export async function Nearby({ event, view }: { event: Entry; view: AuditView }) {
  const audit = await getText('audit')
  const at = Date.parse(event.timestamp)
  const point = (ms: number) => new Date(at + ms).toISOString()
  const around = { range: undefined, from: point(-AROUND_MS), to: point(AROUND_MS) }
  const actor = event.user_id ?? event.user_email
  return (
    <>
      <Link
        href={auditAddress(view, { terms: [], ...around, event: event.id })}
        className="button button--outline"
      >
        {audit('around')}
      </Link>
      {actor && (
        <Link
          href={auditAddress(view, {
            terms: [{ name: 'actor', value: actor, isExcluded: false }],
          })}
          className="button button--outline"
        >
          {audit('byActor')}
        </Link>
      )}
    </>
  )
}
