import { SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { getText } from '../i18n/messages'

interface Props {
  /** How many of them narrow something down. */
  count: number
  /** Its fields are those of a form, which is sent by what closes it. */
  isOfForm?: boolean
  children: ReactNode
}

/** Filters beside each other; on narrow screens they come up from below, which needs no JavaScript. */
export async function FilterSheet({ count, isOfForm = false, children }: Props) {
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
        className="min-w-0 border-border bg-surface text-foreground backdrop:bg-black/50 max-md:inset-x-0 max-md:top-auto max-md:bottom-0 max-md:m-0 max-md:max-h-[80dvh] max-md:w-full max-md:grid-cols-[minmax(0,1fr)] max-md:gap-4 max-md:overflow-y-auto max-md:rounded-t-xl max-md:border-t max-md:p-4 max-md:pb-6 max-md:open:grid md:contents"
      >
        <p aria-hidden="true" className="font-semibold text-base/6 md:hidden">
          {list('filters', { count: 0 })}
        </p>
        {children}
        <button
          type={isOfForm ? 'submit' : 'button'}
          popoverTarget="filters"
          popoverTargetAction="hide"
          className="button button--primary md:hidden"
        >
          {list('show')}
        </button>
      </fieldset>
    </>
  )
}
