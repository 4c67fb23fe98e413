'use client'

import { useTranslations } from 'use-intl'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { obstacle } from './codes'

const NAMED = 3

interface Props {
  code: Permission | undefined
  others: Record<string, string[]>
  isReadOnly: boolean
}

/** What the box under the pointer or the focus means. Quiet, since it changes with every step. */
export function CellNote({ code, others, isReadOnly }: Props) {
  const t = useTranslations('matrix')
  const { permissions } = useLive()
  const roles = (code && others[code]) ?? []
  const names = roles.slice(0, NAMED).join(', ')
  const count = roles.length - NAMED
  const reason = code && !isReadOnly ? obstacle(code, permissions) : undefined
  return (
    <p aria-live="off" className="min-h-10 max-w-180 text-muted sm:min-h-5">
      {!code && t('rest')}
      {code && (
        <>
          <strong className="font-medium text-foreground">{describePermission(code)}</strong>{' '}
          <code className="text-xs">{code}</code> ·{' '}
          {reason && <span className="text-foreground">{t(reason)} </span>}
          {roles.length === 0 && t('nowhereElse')}
          {roles.length > 0 &&
            (count > 0 ? t('alsoInMore', { names, count }) : t('alsoIn', { names }))}
        </>
      )}
    </p>
  )
}
