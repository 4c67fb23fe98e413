'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Checkbox } from '@/app/_ui/form/field'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import type { Role } from './use-roles'

/** More than this many are found by typing. */
const MANY = 8

interface Props {
  roles: readonly Role[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** What the person has, if anybody: it is taken away rather than not given. */
  held?: readonly string[]
  /** In a form, whose field it is. */
  name?: string
}

/** Roles to tick; those that hold what one lacks oneself are neither given nor taken. */
export function RoleChecks({ roles, chosen, onChange, held = [], name }: Props) {
  const text = useTranslations('userActions')
  const { permissions } = useLive()
  const [typed, setTyped] = useState('')
  const isFound = ({ name: text }: Role) => text.toLowerCase().includes(typed.toLowerCase())
  const refusal = (role: Role) => {
    const code = role.permissions.find((one) => !permissions.includes(one))
    if (!code) return undefined
    const permission = isPermission(code) ? describePermission(code) : code
    return text(held.includes(role.id) ? 'cannotTake' : 'cannotGive', { permission })
  }
  if (roles.length === 0) return <p className="text-muted">{text('noRoles')}</p>
  return (
    <div className="grid gap-2">
      {roles.length > MANY && (
        <input
          type="search"
          data-own=""
          aria-label={text('searchRoles')}
          placeholder={text('searchRoles')}
          className="input w-full"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      <div className="grid max-h-64 gap-1.5 overflow-y-auto p-0.5">
        {roles.map((role) => {
          const why = refusal(role)
          return (
            // Those that are not found stay, as fields of the form that they are.
            <div key={role.id} hidden={!isFound(role)}>
              <Checkbox
                list
                name={name ?? 'role'}
                value={role.id}
                label={role.name}
                hint={why ?? role.description}
                disabled={why !== undefined}
                checked={chosen.includes(role.id)}
                onChange={({ target }) =>
                  onChange(
                    target.checked ? [...chosen, role.id] : chosen.filter((one) => one !== role.id),
                  )
                }
              />
            </div>
          )
        })}
        {!roles.some(isFound) && <p className="text-muted">{text('noRoleFound', { q: typed })}</p>}
      </div>
    </div>
  )
}
