'use client'

import { useTranslations } from 'use-intl'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import { difference, nameOf } from './difference'

interface Field {
  name: string
  now: unknown
  back: unknown
}

const sentenceOf = (item: unknown) => {
  const name = nameOf(item)
  return isPermission(name) ? `${describePermission(name)} (${name})` : name
}

/** What a set gains and loses. */
function SetBack({ now, back }: Omit<Field, 'name'>) {
  const text = useTranslations('revert')
  const { added, removed } = difference(now, back)
  const parts = [
    ['+', 'diff-added', text('given'), added],
    ['−', 'diff-removed', text('taken'), removed],
  ] as const
  return (
    <ul className="flex flex-wrap gap-1">
      {parts.flatMap(([sign, style, label, items]) =>
        items.map((item) => (
          <li key={sign + nameOf(item)} className={`rounded px-1.5 py-0.5 text-xs ${style}`}>
            <span aria-hidden="true">{sign} </span>
            <span className="sr-only">{label}: </span>
            {sentenceOf(item)}
          </li>
        )),
      )}
    </ul>
  )
}

function Value({ value }: { value: unknown }) {
  const text = useTranslations('revert')
  if (value === null || value === undefined || value === '') {
    return <span className="text-muted">{text('nothing')}</span>
  }
  return typeof value === 'boolean' ? text(value ? 'yes' : 'no') : nameOf(value)
}

/** What is set now, and what would be set. */
export function RevertFields({ fields }: { fields: readonly Field[] }) {
  const text = useTranslations('revert')
  return (
    <table aria-label={text('fields')} className="changes w-full table-fixed border-collapse">
      <thead>
        <tr className="text-muted text-xs">
          {(['field', 'now', 'then'] as const).map((column) => (
            <th key={column} scope="col" className="py-1 pe-2 text-start font-medium">
              {text(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, now, back }) => (
          <tr key={name} className="border-separator border-t align-baseline wrap-anywhere">
            <th scope="row" className="py-1.5 pe-2 text-start font-medium">
              {name.replaceAll('_', ' ')}
            </th>
            {Array.isArray(now) ? (
              <td colSpan={2} className="py-1.5">
                <SetBack now={now} back={back} />
              </td>
            ) : (
              <>
                <td className="py-1.5 pe-2">
                  <Value value={now} />
                </td>
                <td className="py-1.5">
                  <Value value={back} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
