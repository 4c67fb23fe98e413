import type { ReactNode } from 'react'
import type { Permission } from '@/lib/permissions/catalog'
import type { Messages } from '../i18n/messages'
import { ACTS, AREAS, codeOf } from './areas'

interface Props {
  label: string
  texts: Pick<Messages['access'], 'areas' | 'acts' | 'impossible'>
  cell: (code: Permission) => ReactNode
}

/** All permissions by what can be done with what. Rendered by servers as by browsers. */
export function AccessTable({ label, texts, cell }: Props) {
  return (
    <div className="overflow-x-auto rounded-lg border border-border bg-surface">
      <table aria-label={label} className="w-full border-collapse text-center">
        <thead>
          <tr className="bg-surface-secondary text-muted text-xs">
            <td />
            {ACTS.map((act) => (
              <th key={act} scope="col" className="px-1 py-1 font-medium sm:px-2">
                {texts.acts[act]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {AREAS.map(({ name }) => (
            <tr key={name} className="border-separator border-t">
              <th scope="row" className="whitespace-nowrap px-3 py-1 text-start font-medium">
                {texts.areas[name]}
              </th>
              {ACTS.map((act) => {
                const code = codeOf(name, act)
                return (
                  <td key={act} className="px-1 py-1 sm:px-2">
                    {code ? cell(code) : <span className="sr-only">{texts.impossible}</span>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
