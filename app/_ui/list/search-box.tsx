import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { getText } from '../i18n/messages'
import type { ListView } from './view'

interface Props {
  view: ListView
  label: string
  /** The filters that have fields of their own beside it. */
  fields?: readonly string[]
  children?: ReactNode
}

/** A plain form, so that it searches without JavaScript. */
export async function SearchBox({ view, label, fields = [], children }: Props) {
  const list = await getText('list')
  const kept = Object.entries(view.filters).filter(([name]) => !fields.includes(name))
  return (
    <search>
      <form className="flex flex-wrap gap-2">
        {view.sort && <input type="hidden" name="sort" value={view.sort} />}
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          type="search"
          name="q"
          defaultValue={view.q}
          aria-label={label}
          placeholder={label}
          className="input w-72 min-w-0 max-md:w-40 max-md:grow"
        />
        {children}
        <button type="submit" className="button button--outline">
          <Search aria-hidden="true" />
          {list('search')}
        </button>
      </form>
    </search>
  )
}
