import { Search } from 'lucide-react'
import { getText } from '../i18n/messages'
import type { ListView } from './view'

interface Props {
  view: ListView
  label: string
}

/** A plain form, so that it searches without JavaScript. */
export async function SearchBox({ view, label }: Props) {
  const list = await getText('list')
  return (
    <search>
      <form className="flex gap-2">
        {view.sort && <input type="hidden" name="sort" value={view.sort} />}
        <input
          type="search"
          name="q"
          defaultValue={view.q}
          aria-label={label}
          placeholder={label}
          className="input w-72 min-w-0"
        />
        <button type="submit" className="button button--outline">
          <Search aria-hidden="true" />
          {list('search')}
        </button>
      </form>
    </search>
  )
}
