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
      {term && !['text', 'session'].includes(term.name) && (
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

type AuditText = Awaited<ReturnType<typeof getText<'audit'>>>

/** What may not be known of an entry, such as the address of what a job did. */
const known = (
  audit: AuditText,
  label: string,
  value: string | null,
  rest?: Partial<Fact>,
): Fact => (value ? { label, value, ...rest } : { label, value: audit('unknown'), isUnknown: true })

/** Who did what to what. */
function aboutOf(audit: AuditText, event: Entry): Fact[] {
  const { user_name, user_email, action, outcome, resource_type, resource_id } = event
  const actor = [user_name, user_email].filter(Boolean).join(' · ')
  const target = [resource_type, resource_id].filter(Boolean).join('/')
  return [
    known(audit, audit('actor'), actor, {
      term: { name: 'actor', value: user_email || user_name },
    }),
    { label: audit('action'), value: action, term: { name: 'action', value: action } },
    { label: audit('target'), value: target, term: { name: 'target', value: target } },
    { label: audit('outcome'), value: audit(outcome), term: { name: 'result', value: outcome } },
  ]
}

/** From where, and by which request. */
function requestOf(audit: AuditText, event: Entry): Fact[] {
  const { ip_address: ip, user_agent: agent, session_id: session, request_id: request } = event
  const after = event.duration_ms
  const termOf = (name: 'ip' | 'session' | 'text', value: string | null) => ({
    term: value ? { name, value } : undefined,
  })
  return [
    known(audit, audit('facets.ip'), ip, termOf('ip', ip)),
    known(audit, audit('browser'), agent && deviceOf(agent), { copied: agent ?? undefined }),
    known(audit, audit('facets.session'), session, termOf('session', session)),
    known(audit, audit('route'), event.route),
    known(
      audit,
      audit('duration'),
      after === null ? null : audit('milliseconds', { count: after }),
    ),
    known(audit, audit('requestId'), request, termOf('text', request)),
    { label: audit('id'), value: event.id },
  ]
}

/** Each value leads to more of it, or to everything else. */
export async function Facts({ event, view }: { event: Entry; view: AuditView }) {
  const audit = await getText('audit')
  return (
    <>
      <Section title={audit('about')} facts={aboutOf(audit, event)} view={view} />
      <Section title={audit('request')} facts={requestOf(audit, event)} view={view} />
    </>
  )
}
