'use client'

import { useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ACTS, AREAS, codeOf } from '@/app/_ui/access/areas'
import type { Permission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { CellNote } from './cell-note'
import { codesBetween, codesOfAct, codesOfArea, obstacle, shareOf, withCodes } from './codes'
import { HeaderToggle } from './header-toggle'
import { MatrixCell } from './matrix-cell'
import { MatrixHints } from './matrix-hints'
import { useRoving } from './use-roving'

export interface MatrixProps {
  label: string
  /** What is saved; what differs from it is marked. */
  base: readonly string[]
  value: readonly string[]
  onChange: (value: string[]) => void
  /** The other roles that have a code. */
  others: Record<string, string[]>
  isReadOnly?: boolean
  /** The name of the field, where it is part of a form. */
  name?: string
}

/** What can be done with what, a box for each permission. */
export function PermissionMatrix(props: MatrixProps) {
  const { label, base, value, onChange, others, isReadOnly = false, name } = props
  const t = useTranslations('matrix')
  const { permissions: held } = useLive()
  const table = useRef<HTMLTableElement>(null)
  const { stop, onKeyDown } = useRoving(table, { row: 1, column: 1 })
  const [last, setLast] = useState<Permission>()
  const [shown, setShown] = useState<Permission>()
  const keys = useId()

  const mayChange = (code: Permission) => !isReadOnly && !obstacle(code, held)
  const set = (codes: readonly Permission[], isOn: boolean) =>
    onChange(withCodes(value, codes.filter(mayChange), isOn))
  const toggleAll = (codes: readonly Permission[]) =>
    set(codes, shareOf(value, codes.filter(mayChange)) !== true)
  const toggle = (code: Permission, isOn: boolean, isRange: boolean) => {
    set(isRange && last ? codesBetween(last, code) : [code], isOn)
    setLast(code)
  }

  const header = (text: string, codes: Permission[], place: { row: number; column: number }) => (
    <HeaderToggle
      text={text}
      label={place.row === 0 ? t('columnAll', { act: text }) : t('rowAll', { area: text })}
      share={shareOf(value, codes)}
      isDisabled={!codes.some(mayChange)}
      stop={stop(place)}
      onToggle={() => toggleAll(codes)}
    />
  )
  return (
    <div className="grid gap-2">
      <p id={keys} className="sr-only">
        {t('keys')}
      </p>
      <table
        ref={table}
        aria-label={label}
        aria-describedby={keys}
        className="panel w-full max-w-180 table-fixed border-separate border-spacing-0 overflow-hidden"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr className="bg-surface-secondary">
            <th scope="col" className="w-22 py-2 ps-3 text-start font-medium text-muted sm:w-36">
              <span className="sr-only">{t('area')}</span>
            </th>
            {ACTS.map((act, column) => (
              <th key={act} scope="col" className="py-1 font-medium">
                {header(t(`acts.${act}`), codesOfAct(act), { row: 0, column: column + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {AREAS.map(({ name: area }, row) => (
            <tr key={area}>
              <th scope="row" className="border-separator border-t ps-1 text-start font-medium">
                {header(t(`areas.${area}`), codesOfArea(area), { row: row + 1, column: 0 })}
              </th>
              {ACTS.map((act, column) => {
                const code = codeOf(area, act)
                return (
                  <MatrixCell
                    key={act}
                    code={code}
                    label={code && `${t(`cells.${code}`)} (${code})`}
                    note={
                      act === 'assign' && (area === 'users' || area === 'roles')
                        ? t(`assigns.${area}`)
                        : undefined
                    }
                    name={name}
                    isOn={code !== undefined && value.includes(code)}
                    wasOn={code !== undefined && base.includes(code)}
                    isDisabled={code !== undefined && !mayChange(code)}
                    stop={stop({ row: row + 1, column: column + 1 })}
                    onShow={setShown}
                    onToggle={toggle}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <CellNote code={shown} others={others} isReadOnly={isReadOnly} />
      <MatrixHints value={value} mayChange={mayChange} onAdd={(code) => set([code], true)} />
    </div>
  )
}
