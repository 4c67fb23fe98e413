'use client'

import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import type { Act, RoleReference } from './use-people'

const PeopleChoice = lazy(() => import('./people-choice'))

interface Props {
  role: RoleReference
  act: Act
  /** What the button says where it is not the usual. */
  label?: string
  className?: string
}

/** Gives the role to several people at once, or takes it from them. */
export function ChangePeople({ role, act, label, className }: Props) {
  const t = useTranslations('roleActions')
  return (
    <DialogButton
      label={label ?? t(act === 'give' ? 'addPeople' : 'removePeople')}
      title={t(act === 'give' ? 'addTitle' : 'removeTitle', { role: role.name })}
      needs="ASSIGN_ROLES"
      className={className}
    >
      {(close) => (
        <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
          <PeopleChoice role={role} act={act} onClose={close} />
        </Suspense>
      )}
    </DialogButton>
  )
}
