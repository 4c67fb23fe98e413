import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { addressOf, type ListView } from './view'

export interface Column<Row> {
  label: string
  /** Its label is only for those who do not see the table. */
  isUnlabelled?: boolean
  cell: (row: Row) => ReactNode
  /** Says nothing without its heading, which narrow screens do not have. */
  isWide?: boolean
  /** Where it is told for a while who has just changed the row. */
  tellsChange?: boolean
  /** The name by which the list orders by it, when it does. */
  sort?: string
}

interface Props<Row> {
  /** What the table holds, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  view: ListView
  /** What is said when there are no rows. */
  empty: ReactNode
}

/** Ascending, descending, and then the list's own order again. */
const nextSort = (name: string, sort: string | undefined) =>
  sort === name ? `-${name}` : sort === `-${name}` ? undefined : name

function Header<Row>({ column, view }: { column: Column<Row>; view: ListView }) {
  const { label, sort, isUnlabelled } = column
  if (!sort) {
    return <th scope="col">{isUnlabelled ? <span className="sr-only">{label}</span> : label}</th>
  }
  const isUp = view.sort === sort
  const isDown = view.sort === `-${sort}`
  return (
    <th scope="col" aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}>
      <Link
        href={addressOf(view, { sort: nextSort(sort, view.sort) })}
        className="inline-flex items-center gap-1 hover:text-foreground"
      >
        {label}
        {isUp && <ArrowUp className="size-3" aria-hidden="true" />}
        {isDown && <ArrowDown className="size-3" aria-hidden="true" />}
      </Link>
    </th>
  )
}

/** A table of native rows; on narrow screens each row becomes a card of two lines. */
export function DataTable<Row extends { id: string }>({
  label,
  columns,
  rows,
  view,
  empty,
}: Props<Row>) {
  if (rows.length === 0) {
    return (
      <p className="rounded-lg border border-border bg-surface px-4 py-8 text-center">{empty}</p>
    )
  }
  return (
    <div className="panel list-frame">
      <table aria-label={label} className="list w-full border-collapse text-start">
        <thead>
          <tr>
            {columns.map((column) => (
              <Header key={column.label} column={column} view={view} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-row={row.id}>
              {columns.map(({ label: name, cell, isWide, tellsChange }, index) =>
                index === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={name}
                    className={isWide ? 'max-md:hidden' : undefined}
                    data-tells={tellsChange ? '' : undefined}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
