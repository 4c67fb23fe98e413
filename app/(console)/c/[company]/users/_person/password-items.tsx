'use client'

import { useTranslations } from 'use-intl'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Checkbox, Field } from '@/app/_ui/form/field'
import { LinkDialog } from './link-dialog'
import type { Person } from './person'

interface Props {
  person: Pick<Person, 'id' | 'name' | 'email'>
  className?: string
}

const common = { method: 'POST', needs: 'UPDATE_USER' } as const

/** The ways to another password: chosen by the person through a link, or given to them. */
export function NewPasswordItems({ person: { id, name, email }, className = '' }: Props) {
  const text = useTranslations('userActions')
  const path = `/api/users/${id}`
  return (
    <>
      <LinkDialog
        className={className}
        needs="UPDATE_USER"
        label={text('sendReset')}
        title={text('resetTitle', { name })}
        why={text('resetWhy')}
        submit={text('resetSubmit')}
        path={`${path}/send_reset/`}
        email={email}
      />
      <FormDialog
        {...common}
        className={className}
        label={text('setPassword')}
        title={text('setTitle', { name })}
        path={`${path}/set_password/`}
        submit={text('setSubmit')}
        done={text('passwordSet', { name })}
      >
        <p>{text('setWhy')}</p>
        <Field
          name="password"
          type="password"
          label={text('newPassword')}
          autoComplete="new-password"
          required
        />
        <Checkbox name="must_change" label={text('mustChange')} defaultChecked />
      </FormDialog>
    </>
  )
}

export function RequirePasswordItem({ person: { id, name } }: Props) {
  const text = useTranslations('userActions')
  return (
    <FormDialog
      {...common}
      className=""
      label={text('requirePassword')}
      title={text('requireTitle', { name })}
      path={`/api/users/${id}/require_password_change/`}
      submit={text('requireSubmit')}
      done={text('required', { name })}
    >
      <p>{text('requireWhy')}</p>
    </FormDialog>
  )
}
