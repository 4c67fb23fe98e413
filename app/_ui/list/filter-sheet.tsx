import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { getText } from '../i18n/messages'

interface Props {
  /** How many of them narrow something down. */
  count: number
  /** What closes it, where that is not a tap beside it. */
  end?: ReactNode
  children: ReactNode
}

/** Filters beside each other; on narrow screens they come up from below, which needs no JavaScript. */
export async function FilterSheet({ count, end, children }: Props) {
  const list = await getText('list')
  return (
    <>
      <button type="button" popoverTarget="filters" className="button button--outline md:hidden">
        <SlidersHorizontal aria-hidden="true" />
        {list('filters', { count })}
      </button>
      <fieldset
        id="filters"
        popover="auto"
        aria-label={list('filters', { count: 0 })}
        className="border-border bg-surface text-foreground backdrop:bg-black/50 max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:m-0 max-md:max-h-[80dvh] max-md:w-full max-md:gap-4 max-md:overflow-y-auto max-md:rounded-t-xl max-md:border-t max-md:p-4 max-md:pb-6 max-md:open:grid md:contents"
      >
        <p aria-hidden="true" className="font-semibold text-base/6 md:hidden">
          {list('filters', { count: 0 })}
        </p>
        {children}
        {end}
      </fieldset>
    </>
  )
}
