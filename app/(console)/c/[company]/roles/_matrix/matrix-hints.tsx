'use client'

import { useTranslations } from 'use-intl'
import { AREAS, codeOf } from '@/app/_ui/access/areas'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { codesOfArea } from './codes'

interface Props {
  value: readonly string[]
  mayChange: (code: Permission) => boolean
  onAdd: (code: Permission) => void
}

/** What somebody with these permissions could do to something that they cannot see. */
const blindSpots = (value: readonly string[]) =>
  AREAS.flatMap(({ name }) => {
    const view = codeOf(name, 'view')!
    const act = codesOfArea(name).find((code) => code !== view && value.includes(code))
    return act && !value.includes(view) ? [{ act, view }] : []
  })

const lower = (text: string) => text[0]!.toLowerCase() + text.slice(1)

/** What is allowed, and yet seldom meant. */
export function MatrixHints({ value, mayChange, onAdd }: Props) {
  const t = useTranslations('matrix')
  const spots = blindSpots(value)
  const isSelfService = value.includes('ASSIGN_ROLES') && value.includes('ASSIGN_PERMISSIONS')
  if (spots.length === 0 && !isSelfService) return null
  return (
    <ul aria-label={t('hints')} className="grid max-w-180 gap-1.5">
      {isSelfService && (
        <li className="notice">
          <span aria-hidden="true">⚠ </span>
          {t('selfService')}
        </li>
      )}
      {spots.map(({ act, view }) => (
        <li key={view} className="notice">
          {t('blind', { act: lower(describePermission(act)) })}{' '}
          {mayChange(view) && (
            <button type="button" className="link-button" onClick={() => onAdd(view)}>
              {t('addView', { permission: t(`cells.${view}`) })}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
