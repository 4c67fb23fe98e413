import Link from 'next/link'
import { getText } from '@/app/_ui/i18n/messages'

interface Props {
  /** null for whoever may not see roles. */
  roles: readonly { id: string; name: string }[] | null
  place: string
}

const SHOWN = 3

/** The first roles that give something, and how many more. */
export async function RolesOf({ roles, place }: Props) {
  const text = await getText('permissions')
  if (!roles) return null
  if (roles.length === 0) return <>{text('noRole')} ·</>
  const rest = roles.slice(SHOWN)
  return (
    <>
      {roles.slice(0, SHOWN).map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={`${place}/roles/${id}`} className="underline">
            {name}
          </Link>
        </span>
      ))}
      {rest.length > 0 && (
        <span title={rest.map(({ name }) => name).join(', ')}>
          {' '}
          {text('moreRoles', { count: rest.length })}
        </span>
      )}{' '}
      ·
    </>
  )
}
