import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import type { z } from 'zod'
import { hasTerm, withoutTerm, withTerm } from '@/app/_ui/audit/query'
import type { Name, Term } from '@/app/_ui/audit/term'
import { type AuditView, auditAddress } from '@/app/_ui/audit/view'
import { getText } from '@/app/_ui/i18n/messages'
import { Menu } from '@/app/_ui/menu/menu'
import type { auditFacets } from '@/lib/audit-logs/schema'

export type Facets = z.infer<typeof auditFacets>

interface Choice {
  value: string
  label: string
  count: number
}

async function choicesOf(facets: Facets): Promise<[Name, Choice[]][]> {
  const audit = await getText('audit')
  const plain = (facet: Facets['actions']) =>
    facet.map(({ value, count }) => ({ value, count, label: value }))
  // Safe because the trail knows no other outcomes.
  const word = (outcome: string) => audit(outcome as 'success' | 'failure' | 'denied')
  return [
    [
      'actor',
      facets.users.map(({ value, name, count }) => ({ value, count, label: name || value })),
    ],
    ['action', plain(facets.actions)],
    ['target', plain(facets.resource_types)],
    ['result', facets.outcomes.map(({ value, count }) => ({ value, count, label: word(value) }))],
    ['ip', plain(facets.ips)],
  ]
}

function FacetLink({ view, term, choice }: { view: AuditView; term: Term; choice: Choice }) {
  const isOn = hasTerm(view.terms, term)
  const terms = isOn ? withoutTerm(view.terms, term) : withTerm(view.terms, term)
  return (
    <Link
      href={auditAddress(view, { terms })}
      prefetch={false}
      aria-current={isOn ? 'true' : undefined}
      className="aria-[current]:font-semibold"
    >
      <span aria-hidden="true" className="w-3 text-accent">
        {isOn ? '✓' : ''}
      </span>
      <span className="grow wrap-anywhere">{choice.label}</span>
      <span className="text-muted tabular-nums">{choice.count}</span>
    </Link>
  )
}

/** The most frequent values of what one can filter by, each a link with its count. */
export async function FacetMenus({ view, facets }: { view: AuditView; facets: Facets }) {
  const [audit, all] = await Promise.all([getText('audit'), choicesOf(facets)])
  return all.map(([name, choices]) => (
    <Menu
      key={name}
      id={`facet-${name}`}
      label={audit('facetOf', { name: audit(`facets.${name}`) })}
      className="button button--ghost"
      isAtStart
      button={
        <>
          {audit(`facets.${name}`)}
          <ChevronDown aria-hidden="true" />
        </>
      }
    >
      {choices.length === 0 && <p className="px-2.5 py-1 text-muted">{audit('noValues')}</p>}
      {choices.map((choice) => (
        <FacetLink
          key={choice.value}
          view={view}
          term={{ name, value: choice.value, isExcluded: false }}
          choice={choice}
        />
      ))}
    </Menu>
  ))
}
