import { X } from 'lucide-react'
import Link from 'next/link'
import { withoutTerm } from '@/app/_ui/audit/query'
import { formatTerms, type Term } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'
import type { Facets } from './facet-menus'

/** A term with the name of the person whose id it holds. */
function shown(term: Term, { users }: Facets) {
  const person = users.find(({ value }) => value === term.value)
  return formatTerms([{ ...term, value: person?.name || term.value }])
}

/** The filters in use, each with a way out of it. */
export async function Terms({ view, facets }: { view: AuditView; facets: Facets }) {
  const audit = await getText('audit')
  if (view.terms.length === 0) return null
  return (
    <ul aria-label={audit('terms')} className="flex flex-wrap items-center gap-1.5">
      {view.terms.map((term) => (
        <li
          key={formatTerms([term])}
          className="flex items-center gap-1 rounded bg-default py-0.5 ps-2 pe-0.5 text-xs wrap-anywhere"
        >
          {shown(term, facets)}
          <Link
            href={auditAddress(view, { terms: withoutTerm(view.terms, term) })}
            aria-label={audit('remove', { term: shown(term, facets) })}
            className="grid size-6 place-content-center rounded hover:bg-surface"
          >
            <X className="size-3" aria-hidden="true" />
          </Link>
        </li>
      ))}
      <li>
        <Link
          href={auditAddress(view, { terms: [] })}
          className="link-button inline-flex items-center px-1 text-xs"
        >
          {audit('clear')}
        </Link>
      </li>
    </ul>
  )
}
