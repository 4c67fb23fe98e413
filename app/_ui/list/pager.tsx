import Link from 'next/link'
import { getText } from '../i18n/messages'
import { addressOf, type ListView } from './view'

interface Props {
  view: ListView
  total: number
}

/** Which rows of how many, and the ways to the pages before and after. */
export async function Pager({ view, total }: Props) {
  const list = await getText('list')
  const first = (view.page - 1) * view.size + 1
  const last = Math.min(view.page * view.size, total)
  if (total === 0) return null
  return (
    <nav aria-label={list('pages')} className="flex items-center gap-2 text-muted tabular-nums">
      <span>
        {first <= total ? list('range', { first, last, total }) : list('beyond', { total })}
      </span>
      {view.page > 1 && (
        <Link
          href={addressOf(view, { page: view.page - 1 })}
          rel="prev"
          className="button button--outline"
        >
          {list('previous')}
        </Link>
      )}
      {last < total && (
        <Link
          href={addressOf(view, { page: view.page + 1 })}
          rel="next"
          className="button button--outline"
        >
          {list('next')}
        </Link>
      )}
    </nav>
  )
}
