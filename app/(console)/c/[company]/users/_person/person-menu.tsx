'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { describeCode } from '@/lib/permissions/catalog'
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
  const mayEditRoles = useMay(['ASSIGN_ROLES', 'VIEW_ROLES'])
  const mayAudit = useMay('VIEW_AUDIT_LOGS')
  const { id, email, status, missing } = person
  const page = `${place}/users/${id}`
  return (
    <>
      <div className="menu-group">
        <Link href={page}>{text('open')}</Link>
        {mayEditRoles && (
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
      <fieldset disabled={missing !== null} className="menu-group">
        <Refusal {...person} />
        {status === 'invited' ? (
          <InvitationItems person={person} next={next} />
        ) : (
          <AccountItems person={person} />
        )}
      </fieldset>
      <div className="menu-group">
        {mayAudit && <Link href={`${page}?tab=activity`}>{text('activity')}</Link>}
        <CopyButton text={email} className="">
          {text('copyEmail')}
        </CopyButton>
        <CopyButton text={id} className="">
          {text('copyId')}
        </CopyButton>
      </div>
      <fieldset disabled={missing !== null} className="menu-group">
        {isSuperuser && status !== 'invited' && <MoveItem person={person} />}
        {status !== 'invited' && <DeleteItem person={person} next={next} />}
      </fieldset>
    </>
  )
}

/** Why the server would refuse what is disabled below. */
function Refusal({ missing, status }: Pick<Person, 'missing' | 'status'>) {
  const text = useTranslations('userActions')
  const [mayInvite, mayUpdate, mayDelete] = [
    useMay('CREATE_USER'),
    useMay('UPDATE_USER'),
    useMay('DELETE_USER'),
  ]
  const isOffered = status === 'invited' ? mayInvite : mayUpdate || mayDelete
  if (!missing || !isOffered) return null
  return (
    <p className="max-w-64 px-2.5 py-1 text-muted text-xs">
      {text('beyond', { missing, permission: describeCode(missing) })}
    </p>
  )
}
