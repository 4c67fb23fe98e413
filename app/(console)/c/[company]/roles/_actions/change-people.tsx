'use client'

import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import type { Needs } from '@/lib/realtime/client/live-provider'
import type { Act, RoleReference } from './use-people'

const PeopleChoice = lazy(() => import('./people-choice'))

interface Props {
  role: RoleReference
  act: Act
  /** What the button says where it is not the usual. */
  label?: string
  /** Where it takes more than the usual. */
  needs?: Needs
  className?: string
}

/** Gives the role to several people at once, or takes it from them. */
export function ChangePeople({ role, act, label, needs = 'ASSIGN_ROLES', className }: Props) {
  const t = useTranslations('roleActions')
  return (
    <DialogButton
      label={label ?? t(act === 'give' ? 'addPeople' : 'removePeople')}
      title={t(act === 'give' ? 'addTitle' : 'removeTitle', { role: role.name })}
      needs={needs}
      className={className}
    >
      {(close) => (
        <Suspense fallback={<p className="text-muted">{t('loading')}</p>}>
          <PeopleChoice {...{ role, act, needs }} onClose={close} />
        </Suspense>
      )}
    </DialogButton>
  )
}
