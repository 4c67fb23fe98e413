import Link from 'next/link'
import type { Entry } from '@/app/_ui/audit/audit-rows'
import { withTerm } from '@/app/_ui/audit/query'
import type { Term } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { getText } from '@/app/_ui/i18n/messages'
import { deviceOf } from '@/lib/auth/rules'

interface Fact {
  label: string
  value: string
  /** What to filter by, when one can. */
  term?: Pick<Term, 'name' | 'value'>
  /** What is copied, where that is not what is shown. */
  copied?: string
  isUnknown?: boolean
}

/** What can be done with a value: more of it, everything else, or taking it along. */
async function Ways({ fact, view }: { fact: Fact; view: AuditView }) {
  const audit = await getText('audit')
  const { label: name, value, term, copied = value } = fact
  const href = (isExcluded: boolean) =>
    auditAddress(view, { terms: withTerm(view.terms, { ...term!, isExcluded }) })
  const shown = { name, value: term?.value ?? value }
  return (
    <span className="flex flex-wrap gap-x-2 text-xs">
      {term && (
        <Link href={href(false)} className="link-button" aria-label={audit('filterForOf', shown)}>
          {audit('filterFor')}
        </Link>
      )}
      {term && term.name !== 'text' && (
        <Link href={href(true)} className="link-button" aria-label={audit('filterOutOf', shown)}>
          {audit('filterOut')}
        </Link>
      )}
      <CopyButton
        text={copied}
        label={audit('copyOf', { name, value: copied })}
        className="link-button"
      >
        {audit('copy')}
      </CopyButton>
    </span>
  )
}

async function Section({ title, facts, view }: { title: string; facts: Fact[]; view: AuditView }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{title}</h3>
      <dl className="grid gap-2">
        {facts.map((fact) => (
          <div key={fact.label} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2">
            <dt className="text-muted">{fact.label}</dt>
            <dd className="wrap-anywhere">
              {fact.value}
              {!fact.isUnknown && <Ways fact={fact} view={view} />}
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
  const { user_name, user_email, action, outcome, ip_address: ip } = event
  const actor = user_email || user_name
  const target = [event.resource_type, event.resource_id].filter(Boolean).join('/')
  const unknown = { value: audit('unknown'), isUnknown: true }
  const about: Fact[] = [
    {
      label: audit('actor'),
      ...(actor
        ? {
            value: [user_name, user_email].filter(Boolean).join(' · '),
            term: { name: 'actor', value: actor },
          }
        : unknown),
    },
    { label: audit('action'), value: action, term: { name: 'action', value: action } },
    { label: audit('target'), value: target, term: { name: 'target', value: target } },
    {
      label: audit('outcome'),
      value: audit(outcome),
      term: { name: 'result', value: outcome },
    },
  ]
  const agent = event.user_agent
  const request: Fact[] = [
    {
      label: audit('facets.ip'),
      ...(ip ? { value: ip, term: { name: 'ip', value: ip } } : unknown),
    },
    {
      label: audit('browser'),
      ...(agent ? { value: deviceOf(agent), copied: agent } : unknown),
    },
    {
      label: audit('requestId'),
      ...(event.request_id
        ? { value: event.request_id, term: { name: 'text', value: event.request_id } }
        : unknown),
    },
    { label: audit('id'), value: event.id },
  ]
  return (
    <>
      <Section title={audit('about')} facts={about} view={view} />
      <Section title={audit('request')} facts={request} view={view} />
    </>
  )
}
