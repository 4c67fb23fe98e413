'use client'

import { useTranslations } from 'use-intl'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { LinkDialog } from './link-dialog'
import type { Person } from './person'

interface Props {
  person: Person
  className?: string
  /** Where to go when the person is gone. */
  next?: string
}

/** What can be done with somebody who has not accepted their invitation yet. */
export function InvitationItems({ person: { id, name, email }, className = '', next }: Props) {
  const text = useTranslations('userActions')
  const path = `/api/users/${id}/invitation/`
  return (
    <>
      <LinkDialog
        className={className}
        needs="CREATE_USER"
        label={text('resend')}
        title={text('resendTitle', { name })}
        why={text('resendWhy')}
        submit={text('resendSubmit')}
        path={path}
        email={email}
      />
      <FormDialog
        className={className}
        needs="CREATE_USER"
        method="DELETE"
        path={path}
        tone="danger"
        label={text('withdraw')}
        title={text('withdrawTitle', { name })}
        submit={text('withdrawSubmit')}
        done={text('withdrawn', { name })}
        next={next}
      >
        <p>{text('withdrawWhy')}</p>
      </FormDialog>
    </>
  )
}
