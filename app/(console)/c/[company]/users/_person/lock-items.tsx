'use client'

import { useTranslations } from 'use-intl'
import { ActionButton } from '@/app/_ui/api/action-button'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Field } from '@/app/_ui/form/field'
import { MomentField } from '@/app/_ui/form/moment-field'
import { actsOn } from './acts'
import type { Person } from './person'

const COMMON = { className: '', needs: 'UPDATE_USER' }

/** Keeps somebody out for a time, or lets them in again. */
export function LockItems({ person }: { person: Person }) {
  const text = useTranslations('userActions')
  const { id, name, status } = person
  const { lock, unlock } = actsOn(person)
  if (status === 'locked') {
    return (
      <ActionButton {...COMMON} {...unlock} done={text('unlocked', { name })}>
        {text('unlock')}
      </ActionButton>
    )
  }
  return (
    <>
      <ActionButton {...COMMON} {...lock} done={text('locked', { name })}>
        {text('lock')}
      </ActionButton>
      <FormDialog
        {...COMMON}
        method="POST"
        path={`/api/users/${id}/lock/`}
        label={text('lockUntil')}
        title={text('lockTitle', { name })}
        submit={text('lockSubmit')}
        done={text('lockedUntil', { name })}
      >
        <p>{text('lockWhy')}</p>
        <MomentField name="until" label={text('lockEnd')} required />
        <Field name="reason" label={text('lockReason')} maxLength={500} optional />
      </FormDialog>
    </>
  )
}
