import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  /** Distinct on the page. */
  id: string
  /** What it is for, for those who do not see it. */
  label: string
  /** What the button shows; three dots without it. */
  button?: ReactNode
  className?: string
  /** It begins below where the button begins, not where it ends. */
  isAtStart?: boolean
  children: ReactNode
}

/** A button that opens a list of things to do; native, so that a table of them costs nothing. */
export function Menu({ id, label, button, className, isAtStart, children }: Props) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className={className ?? 'icon-button'}
      >
        {button ?? <Ellipsis className="size-4" aria-hidden="true" />}
      </button>
      <div id={id} popover="auto" className={isAtStart ? 'menu menu--start' : 'menu'}>
        {children}
      </div>
    </>
  )
}
