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
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-[1_1_6rem] flex-wrap items-baseline gap-x-3 gap-y-1 py-0.5">
        <h1 className="wrap-anywhere font-semibold text-xl/7">{title}</h1>
        {note !== undefined && <span className="text-muted tabular-nums">{note}</span>}
      </div>
      {children}
    </div>
  )
}
