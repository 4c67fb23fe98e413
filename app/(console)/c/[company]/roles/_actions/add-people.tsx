'use client'

import { useTranslations } from 'use-intl'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { PeopleChoice } from './people-choice'

interface Props {
  role: { id: string; name: string; company: string | null }
}

/** Gives the role to several people at once. */
export function AddPeople({ role }: Props) {
  const t = useTranslations('roleActions')
  return (
    <DialogButton
      label={t('addPeople')}
      title={t('addTitle', { role: role.name })}
      needs="ASSIGN_ROLES"
      className="button button--primary"
    >
      {(close) => <PeopleChoice role={role} onClose={close} />}
    </DialogButton>
  )
}
