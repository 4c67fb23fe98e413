import { Search } from 'lucide-react'
import { formatTerms, NAMES, type Name } from '@/app/_ui/audit/term'
import type { AuditView } from '@/app/_ui/audit/view'
import type { Clock } from '@/app/_ui/clock/clock'
import { getMessages, getText } from '@/app/_ui/i18n/messages'
import { FilterForm } from '@/app/_ui/list/filter-form'
import { FilterSheet } from '@/app/_ui/list/filter-sheet'
import { Found } from '@/app/_ui/list/found'
import { FacetMenus, type Facets } from './facet-menus'
import { RangeMenu } from './range-menu'
import { SearchField } from './search-field'
import { Terms } from './terms'

interface Props {
  view: AuditView
  total: number
  facets: Facets
  clock: Clock
  /** The time and the company of the view, as parameters of the API. */
  within: string
  /** Whether the trails of several companies are shown. */
  hasCompanies: boolean
}

/** What each qualifier of the search is for. */
async function notesFor(hasCompanies: boolean): Promise<Partial<Record<Name, string>>> {
  const audit = await getText('audit')
  const names = NAMES.filter((name) => name !== 'company' || hasCompanies)
  return Object.fromEntries(names.map((name) => [name, audit(`notes.${name}`)]))
}

/** What the trail is narrowed down to. */
export async function FilterBar({ view, total, facets, clock, within, hasCompanies }: Props) {
  const [audit, { messages }] = await Promise.all([getText('audit'), getMessages()])
  const q = formatTerms(view.terms)
  const kept = { range: view.range, from: view.from, to: view.to }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <search className="min-w-0 grow basis-72">
          <FilterForm values={{ q }} className="flex gap-2">
            {Object.entries(kept).map(
              ([name, value]) =>
                value && <input key={name} type="hidden" name={name} value={value} />,
            )}
            <SearchField
              value={q}
              label={audit('search')}
              hint={audit('searchHint')}
              within={within}
              notes={await notesFor(hasCompanies)}
              texts={{ list: messages.audit.suggestions, count: messages.audit.suggestionCount }}
            />
            <button type="submit" className="button button--outline">
              <Search aria-hidden="true" />
              {audit('filter')}
            </button>
          </FilterForm>
          <Found of={{ q, ...kept }} total={total} />
        </search>
        <RangeMenu view={view} clock={clock} />
        <div className="flex flex-wrap items-center gap-1 md:basis-full">
          <FilterSheet count={view.terms.length}>
            <FacetMenus view={view} facets={facets} />
          </FilterSheet>
        </div>
      </div>
      <Terms view={view} facets={facets} />
    </div>
  )
}
