'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { useMay } from '@/lib/realtime/client/live-provider'
import { AccountItems } from './account-items'
import { InvitationItems } from './invitation-items'
import { DeleteItem, MoveItem } from './last-items'
import type { Person } from './person'

interface Props {
  person: Person
  place: string
  isSuperuser: boolean
  next?: string
}

const closeMenu = (element: HTMLElement) => element.closest<HTMLElement>('[popover]')?.hidePopover()

/** Opens the picker of roles beside the person's roles, wherever they are on the page. */
function editRoles({ id }: Person) {
  document
    .querySelector<HTMLButtonElement>(`button[data-opens="person-roles"][data-of="${id}"]`)
    ?.click()
}

/** What can be done with a person, as far as one may. */
export default function PersonMenu({ person, place, isSuperuser, next }: Props) {
  const text = useTranslations('userActions')
  const [mayAssign, mayRoles] = [useMay('ASSIGN_ROLES'), useMay('VIEW_ROLES')]
  const mayAudit = useMay('VIEW_AUDIT_LOGS')
  const { id, email, status } = person
  const page = `${place}/users/${id}`
  return (
    <>
      <div className="menu-group">
        <Link href={page}>{text('open')}</Link>
        {mayAssign && mayRoles && (
          <button
            type="button"
            onClick={({ currentTarget }) => {
              closeMenu(currentTarget)
              editRoles(person)
            }}
          >
            {text('editRoles')}
          </button>
        )}
      </div>
      <div className="menu-group">
        {status === 'invited' ? (
          <InvitationItems person={person} next={next} />
        ) : (
          <AccountItems person={person} />
        )}
      </div>
      <div className="menu-group">
        {mayAudit && <Link href={`${page}?tab=activity`}>{text('activity')}</Link>}
        <CopyButton text={email} className="">
          {text('copyEmail')}
        </CopyButton>
        <CopyButton text={id} className="">
          {text('copyId')}
        </CopyButton>
      </div>
      <div className="menu-group">
        {isSuperuser && status !== 'invited' && <MoveItem person={person} />}
        {status !== 'invited' && <DeleteItem person={person} next={next} />}
      </div>
    </>
  )
}
