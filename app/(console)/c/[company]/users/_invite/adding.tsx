'use client'

import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Checkbox, Field } from '@/app/_ui/form/field'

const InviteForm = lazy(() => import('./invite-form'))

interface Props {
  isSuperuser: boolean
  /** The company that they are added to; null is the platform. */
  company: string | null
}

/** The ways in which people are added. */
export function Adding({ isSuperuser, company }: Props) {
  const text = useTranslations('inviting')
  return (
    <div className="flex flex-wrap gap-2">
      <FormDialog
        needs="CREATE_USER"
        method="POST"
        path="/api/users/"
        body={company ? { company } : undefined}
        label={text('createSubmit')}
        title={text('createTitle')}
        submit={text('createSubmit')}
        done={text('created')}
      >
        <p>{text('createWhy')}</p>
        {company === null && <p className="notice">{text('platform')}</p>}
        <Field name="email" type="email" label={text('email')} required />
        <Field name="username" label={text('username')} required maxLength={150} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="first_name" label={text('firstName')} maxLength={150} />
          <Field name="last_name" label={text('lastName')} maxLength={150} />
        </div>
        <Field
          name="password"
          type="password"
          label={text('password')}
          autoComplete="new-password"
          required
        />
        {isSuperuser && <Checkbox name="link_existing" label={text('linkExisting')} />}
      </FormDialog>
      <DialogButton
        needs="CREATE_USER"
        label={text('title')}
        title={text('title')}
        className="button button--primary"
        width="wide"
      >
        {(close) => (
          <Suspense>
            <InviteForm company={company} close={close} />
          </Suspense>
        )}
      </DialogButton>
    </div>
  )
}
