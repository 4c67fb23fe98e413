'use client'

import { useTranslations } from 'use-intl'
import { ActionButton } from '@/app/_ui/api/action-button'
import { useMay } from '@/lib/realtime/client/live-provider'
import { actsOn } from './acts'
import { LockItems } from './lock-items'
import { NewPasswordItems, RequirePasswordItem } from './password-items'
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

/** What can be done with the account of somebody who has joined. */
export function AccountItems({ person }: { person: Person }) {
  const text = useTranslations('userActions')
  const may = useMay('UPDATE_USER')
  const { id, name, status, isSelf } = person
  const { deactivate, reactivate } = actsOn(person)
  const common = { className: '', needs: 'UPDATE_USER' }
  if (isSelf) {
    return (
      may && (
        <>
          <OwnItem>{text('lock')}</OwnItem>
          <OwnItem>{text('deactivate')}</OwnItem>
        </>
      )
    )
  }
  if (status === 'deactivated') {
    return (
      <ActionButton {...common} {...reactivate} done={text('reactivated', { name })}>
        {text('reactivate')}
      </ActionButton>
    )
  }
  return (
    <>
      <NewPasswordItems person={person} />
      <RequirePasswordItem person={person} />
      <LockItems person={person} />
      <ActionButton {...common} {...deactivate} done={text('deactivated', { name })}>
        {text('deactivate')}
      </ActionButton>
      <ActionButton
        {...common}
        call={{ method: 'DELETE', path: `/api/users/${id}/sessions/` }}
        done={text('signedOut', { name })}
      >
        {text('signOut')}
      </ActionButton>
    </>
  )
}
