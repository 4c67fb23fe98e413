import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { getText } from '../i18n/messages'
import { FilterForm } from './filter-form'
import { FilterSheet } from './filter-sheet'
import { Found } from './found'
import { type ListView, USUAL_SIZE } from './view'

interface Props {
  view: ListView
  label: string
  /** How many it finds. */
  total: number
  /** The filters that have fields of their own beside it. */
  fields?: readonly string[]
  children?: ReactNode
}

/** Searches a list, within the document or without JavaScript. */
export async function SearchBox({ view, label, total, fields = [], children }: Props) {
  const list = await getText('list')
  const kept = Object.entries(view.filters).filter(([name]) => !fields.includes(name))
  const chosen = fields.map((name) => [name, view.filters[name] ?? ''])
  const values = { q: view.q, ...Object.fromEntries(chosen) }
  return (
    <search className="max-md:grow">
      <FilterForm values={values} className="flex flex-wrap gap-2 xl:flex-nowrap">
        {view.sort && <input type="hidden" name="sort" value={view.sort} />}
        {view.size !== USUAL_SIZE && <input type="hidden" name="size" value={view.size} />}
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          type="search"
          name="q"
          defaultValue={view.q}
          aria-label={label}
          placeholder={label}
          className="input w-72 min-w-0 max-md:w-28 max-md:grow"
        />
        {children && (
          <FilterSheet count={chosen.filter(([, value]) => value).length} isOfForm>
            {children}
          </FilterSheet>
        )}
        <button type="submit" className="button button--outline">
          <Search aria-hidden="true" />
          <span className="max-md:sr-only">{list('search')}</span>
        </button>
      </FilterForm>
      <Found of={values} total={total} />
    </search>
  )
}
