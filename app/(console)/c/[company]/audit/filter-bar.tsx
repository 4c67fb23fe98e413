import { Search } from 'lucide-react'
import { formatTerms } from '@/app/_ui/audit/query'
import type { AuditView } from '@/app/_ui/audit/view'
import type { Clock } from '@/app/_ui/clock/clock'
import { getText } from '@/app/_ui/i18n/messages'
import { FacetMenus, type Facets } from './facet-menus'
import { RangeMenu } from './range-menu'
import { Terms } from './terms'

interface Props {
  view: AuditView
  facets: Facets
  clock: Clock
}

/** What the trail is narrowed down to. A plain form and links, so that it filters without JavaScript. */
export async function FilterBar({ view, facets, clock }: Props) {
  const audit = await getText('audit')
  const kept = { range: view.range, from: view.from, to: view.to }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <search className="min-w-0 grow basis-72">
          <form className="flex gap-2">
            {Object.entries(kept).map(
              ([name, value]) =>
                value && <input key={name} type="hidden" name={name} value={value} />,
            )}
            <input
              type="search"
              name="q"
              // Another filter is another field: the browser would keep what was typed into this one.
              key={formatTerms(view.terms)}
              defaultValue={formatTerms(view.terms)}
              aria-label={audit('search')}
              placeholder={audit('searchHint')}
              maxLength={180}
              className="input min-w-0 grow"
            />
            <button type="submit" className="button button--outline">
              <Search aria-hidden="true" />
              {audit('filter')}
            </button>
          </form>
        </search>
        <RangeMenu view={view} clock={clock} />
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <FacetMenus view={view} facets={facets} />
      </div>
      <Terms view={view} facets={facets} />
    </div>
  )
}
