'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { COMPANY_PERMISSIONS, isPermission, type Permission } from '@/lib/permissions/catalog'
import { useMay } from '@/lib/realtime/client/live-provider'
import { ActionButton } from '../api/action-button'
import { type Held, inSentence } from './held'
import type { WhyProps } from './why'

type Nearest = NonNullable<Held['nearest']>[number]

/** What somebody would need to be able to do something. */
export function WhyNot({ person, place, held: { permission, description, nearest } }: WhyProps) {
  const access = useTranslations('access')
  const { name } = person
  // Safe because whatever the catalogue does not know is not among these either.
  const isPlatform = !COMPANY_PERMISSIONS.includes(permission as Permission)
  if (isPlatform) return <p>{access('platform')}</p>
  return (
    <>
      <p>{access('whyNot', { name, permission: description })}</p>
      {!nearest && <p className="text-muted">{access('noRolesSeen')}</p>}
      {nearest?.length === 0 && <p className="text-muted">{access('noRoleDoes')}</p>}
      {nearest && nearest.length > 0 && (
        <>
          <p>{access('rolesThatDo')}</p>
          <ul className="grid gap-3">
            {nearest.map((one) => (
              <Candidate key={one.role.id} person={person} {...one} />
            ))}
          </ul>
        </>
      )}
      <Widening person={person} place={place} />
    </>
  )
}

/** The other way: to let a role that the person has do more, for everybody who has it. */
function Widening({ person: { name, roles = [] }, place }: Pick<WhyProps, 'person' | 'place'>) {
  const access = useTranslations('access')
  const may = useMay(['VIEW_ROLES', 'ASSIGN_PERMISSIONS'])
  if (!may || roles.length === 0) return null
  return (
    <p>
      {access('orWiden', { name })}{' '}
      {roles.map(({ id, name: role }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={`${place}/roles/${id}`} className="link-button inline! p-0!">
            {access('reviewRole', { role })}
          </Link>
        </span>
      ))}
    </p>
  )
}

function Candidate({
  person,
  role,
  user_count,
  adds,
  may_assign,
}: Nearest & Pick<WhyProps, 'person'>) {
  const access = useTranslations('access')
  const may = useMay('ASSIGN_ROLES')
  const { id, name } = person
  const body = { role_id: role.id }
  const permissions = adds.filter(isPermission).map(inSentence).join(', ')
  return (
    <li className="grid gap-1">
      <p>
        <strong>{role.name}</strong>{' '}
        <span className="text-muted text-xs">{access('people', { count: user_count })}</span>
      </p>
      {adds.length > 0 && (
        <p className="text-muted text-xs">{access('alsoAdds', { permissions })}</p>
      )}
      {may && may_assign && (
        <ActionButton
          needs="ASSIGN_ROLES"
          className="button button--outline w-fit"
          call={{ method: 'POST', path: `/api/users/${id}/assign_role/`, body }}
          undo={{ method: 'POST', path: `/api/users/${id}/remove_role/`, body }}
          shows={
            person.roles && {
              of: id,
              now: { roles: [...person.roles, role] },
              before: { roles: person.roles },
            }
          }
          done={access('assigned', { name, role: role.name })}
          label={access('assignRole', { name, role: role.name })}
        >
          {access('assign', { name })}
        </ActionButton>
      )}
      {may && !may_assign && <p className="text-muted text-xs">{access('cannotAssign')}</p>}
    </li>
  )
}
