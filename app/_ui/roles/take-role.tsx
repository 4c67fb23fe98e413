import type { ComponentProps, ReactNode } from 'react'
import { describeCode } from '@/lib/permissions/catalog'
import { ActionButton } from '../api/action-button'
import { getText } from '../i18n/messages'

type Button = ComponentProps<typeof ActionButton>

interface Props extends Pick<Button, 'label' | 'done' | 'shows' | 'className'> {
  person: string
  role: string
  /** How they have it, which an undo gives back. */
  held: { expires_at: string | null; reason: string | null }
  /** What one lacks to take it from them. */
  missing: string | null
  children: ReactNode
}

/** Takes a role from somebody, or tells why one cannot. */
export async function TakeRole({ person, role, held, missing, ...button }: Props) {
  const text = await getText('roleChoice')
  const path = `/api/users/${person}`
  const { expires_at, reason } = held
  return (
    <ActionButton
      {...button}
      needs="ASSIGN_ROLES"
      refusal={
        missing ? text('cannotTake', { missing, permission: describeCode(missing) }) : undefined
      }
      call={{ method: 'POST', path: `${path}/remove_role/`, body: { role_id: role } }}
      undo={{
        method: 'POST',
        path: `${path}/assign_role/`,
        body: { role_id: role, expires_at: expires_at ?? undefined, reason: reason ?? undefined },
      }}
    />
  )
}
