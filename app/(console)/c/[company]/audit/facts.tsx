import Link from 'next/link'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { withTerm } from '@/app/_ui/audit/query'
import type { Name } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'
import { deviceOf } from '@/lib/auth/rules'

interface Fact {
  label: string
  value: string
  /** What to filter by, when one can. */
  term?: { name: Name; value: string; canExclude: boolean }
}

async function Filters({ term, view }: { term: NonNullable<Fact['term']>; view: AuditView }) {
  const audit = await getText('audit')
  const { name, value, canExclude } = term
  const href = (isExcluded: boolean) =>
    auditAddress(view, { terms: withTerm(view.terms, { name, value, isExcluded }) })
  const shown = { name: audit(`facets.${name}`), value }
  return (
    <span className="flex gap-2 text-xs">
      <Link href={href(false)} className="link-button" aria-label={audit('filterForOf', shown)}>
        {audit('filterFor')}
      </Link>
      {canExclude && (
        <Link href={href(true)} className="link-button" aria-label={audit('filterOutOf', shown)}>
          {audit('filterOut')}
        </Link>
      )}
    </span>
  )
}

async function Section({ title, facts, view }: { title: string; facts: Fact[]; view: AuditView }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{title}</h3>
      <dl className="grid gap-2">
        {facts.map(({ label, value, term }) => (
          <div key={label} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2">
            <dt className="text-muted">{label}</dt>
            <dd className="wrap-anywhere">
              {value}
              {term && <Filters term={term} view={view} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Who did what to what, and from where; each value leads to more of it, or to everything else. */
export async function Facts({ event, view }: { event: Entry; view: AuditView }) {
  const audit = await getText('audit')
  const name = event.user_name || event.user_email
  const target = [event.resource_type, event.resource_id].filter(Boolean).join('/')
  const about: Fact[] = [
    {
      label: audit('actor'),
      value: [event.user_name, event.user_email].filter(Boolean).join(' · ') || audit('unknown'),
      term: name ? { name: 'actor', value: event.user_email || name, canExclude: true } : undefined,
    },
    {
      label: audit('action'),
      value: event.action,
      term: { name: 'action', value: event.action, canExclude: true },
    },
    {
      label: audit('target'),
      value: target,
      term: { name: 'target', value: target, canExclude: true },
    },
    {
      label: audit('outcome'),
      value: audit(event.outcome),
      term: { name: 'result', value: event.outcome, canExclude: true },
    },
  ]
  const ip = event.ip_address
  const request: Fact[] = [
    {
      label: audit('facets.ip'),
      value: ip ?? audit('unknown'),
      term: ip ? { name: 'ip', value: ip, canExclude: true } : undefined,
    },
    {
      label: audit('browser'),
      value: event.user_agent ? deviceOf(event.user_agent) : audit('unknown'),
    },
    { label: audit('requestId'), value: event.request_id ?? audit('unknown') },
    { label: audit('id'), value: event.id },
  ]
  return (
    <>
      <Section title={audit('about')} facts={about} view={view} />
      <Section title={audit('request')} facts={request} view={view} />
    </>
  )
}
