import type { ReactNode } from 'react'

interface Props {
  title: string
  /** Beside the title: how many there are, or what state it is in. */
  note?: ReactNode
  children?: ReactNode
}

/** The heading of a page and what can be done on it. */
export function PageHeader({ title, note, children }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex items-baseline gap-3">
        <h1 className="font-semibold text-xl/7">{title}</h1>
        {note !== undefined && <span className="text-muted tabular-nums">{note}</span>}
      </div>
      {children}
    </div>
  )
}
