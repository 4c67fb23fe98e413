import type { ReactNode } from 'react'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import { difference, nameOf } from './difference'

interface SetProps {
  before: unknown
  after: unknown
  /** What is said of each that came, and of each that went, to those who do not see the signs. */
  added: string
  removed: string
}

/** A permission as a sentence first and by its code second. */
function Item({ item }: { item: unknown }) {
  const name = nameOf(item)
  if (!isPermission(name)) return name
  return (
    <>
      {describePermission(name)} <code className="text-[0.6875rem]">{name}</code>
    </>
  )
}

/** What comes to a set and what goes from it. */
export function SetChange({ before, after, ...texts }: SetProps) {
  const { added, removed } = difference(before, after)
  const parts = [
    ['+', 'diff-added', texts.added, added],
    ['−', 'diff-removed', texts.removed, removed],
  ] as const
  return (
    <ul className="flex flex-wrap gap-1">
      {parts.flatMap(([sign, style, label, items]) =>
        items.map((item) => (
          <li key={sign + nameOf(item)} className={`rounded px-1.5 py-0.5 text-xs ${style}`}>
            <span aria-hidden="true">{sign} </span>
            <span className="sr-only">{label}: </span>
            <Item item={item} />
          </li>
        )),
      )}
    </ul>
  )
}

interface Props {
  label: string
  /** Of the field, of how it is first, and of how it is then. */
  columns: readonly string[]
  /** Both values of a field, or one thing that is said of both. */
  rows: readonly { name: string; cells: readonly ReactNode[] }[]
}

/** Fields, each as it is first and as it is then. */
export function ChangeTable({ label, columns, rows }: Props) {
  return (
    <table aria-label={label} className="changes w-full table-fixed border-collapse">
      <thead>
        <tr className="text-muted text-xs">
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1 pe-2 text-start font-medium">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells: [first, then] }) => (
          <tr key={name} className="border-separator border-t align-baseline wrap-anywhere">
            <th scope="row" className="py-1.5 pe-2 text-start font-medium">
              {name.replaceAll('_', ' ')}
            </th>
            <td colSpan={then === undefined ? 2 : 1} className="py-1.5 pe-2">
              {first}
            </td>
            {then !== undefined && <td className="py-1.5">{then}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
