'use client'

import { useTranslations } from 'use-intl'
import { ActionButton } from '@/app/_ui/api/action-button'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Checkbox, Field } from '@/app/_ui/form/field'
import { useMay } from '@/lib/realtime/client/live-provider'
import { LinkDialog } from './link-dialog'
import type { Person } from './person'

/** In the place of what nobody does to their own account. */
export function OwnItem({ children }: { children: string }) {
  const text = useTranslations('userActions')
  return (
    <button type="button" disabled title={text('own')}>
      {children}
    </button>
  )
}

function PasswordItems({ person: { id, name, email } }: { person: Person }) {
  const text = useTranslations('userActions')
  const path = `/api/users/${id}`
  const common = { method: 'POST', className: '', needs: 'UPDATE_USER' } as const
  return (
    <>
      <LinkDialog
        className=""
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
      <FormDialog
        {...common}
        label={text('requirePassword')}
        title={text('requireTitle', { name })}
        path={`${path}/require_password_change/`}
        submit={text('requireSubmit')}
        done={text('required', { name })}
      >
        <p>{text('requireWhy')}</p>
      </FormDialog>
    </>
  )
}

/** What can be done with the account of somebody who has joined. */
export function AccountItems({ person }: { person: Person }) {
  const text = useTranslations('userActions')
  const may = useMay('UPDATE_USER')
  const { id, name, status, isSelf } = person
  const path = `/api/users/${id}`
  const toggle = (is_active: boolean) =>
    ({ method: 'PATCH', path: `${path}/`, body: { is_active } }) as const
  if (!may) return null
  if (isSelf) return <OwnItem>{text('deactivate')}</OwnItem>
  if (status === 'deactivated') return null
  const common = { className: '', needs: 'UPDATE_USER' }
  return (
    <>
      <PasswordItems person={person} />
      {status === 'locked' && (
        <ActionButton
          {...common}
          call={{ method: 'POST', path: `${path}/unlock/` }}
          done={text('unlocked', { name })}
        >
          {text('unlock')}
        </ActionButton>
      )}
      <ActionButton
        {...common}
        call={toggle(false)}
        undo={toggle(true)}
        done={text('deactivated', { name })}
      >
        {text('deactivate')}
      </ActionButton>
      <ActionButton
        {...common}
        call={{ method: 'DELETE', path: `${path}/sessions/` }}
        done={text('signedOut', { name })}
      >
        {text('signOut')}
      </ActionButton>
    </>
  )
}
