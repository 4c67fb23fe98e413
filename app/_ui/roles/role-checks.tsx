'use client'

import { useTranslations } from 'use-intl'
import { Unread } from '@/app/_ui/api/unread'
import { Checkbox } from '@/app/_ui/form/field'
import { describeCode } from '@/lib/permissions/catalog'
import { useLive } from '@/lib/realtime/client/live-provider'
import { RoleSearch, RoleSearchNote } from './role-search'
import type { Role, RoleChoice } from './use-role-choice'

interface Props {
  choice: RoleChoice
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** What the person has, if anybody: it is taken away rather than not given. */
  held?: readonly string[]
  /** What one lacks to take anything from them. */
  missing?: string | null
  /** In a form, whose field it is. */
  name?: string
}

/** Roles to tick; those that hold what one lacks oneself are neither given nor taken. */
export function RoleChecks({ choice, chosen, onChange, held = [], missing, name }: Props) {
  const text = useTranslations('roleChoice')
  const { permissions } = useLive()
  const { roles, found, problem, retry } = choice
  const refusal = (role: Role) => {
    const isHeld = held.includes(role.id)
    // Nobody but a superuser gives a superuser anything either.
    const beyond = isHeld || missing === 'superuser' ? missing : null
    const code = beyond ?? role.permissions.find((one) => !permissions.includes(one))
    if (!code) return undefined
    const values = { missing: code, permission: describeCode(code) }
    return text(isHeld ? 'cannotTake' : 'cannotGive', values)
  }
  if (!roles && problem) return <Unread lead={text('unread')} {...{ problem, retry }} />
  if (!roles) return <p className="text-muted">{text('loading')}</p>
  return (
    <div className="grid gap-2">
      <RoleSearch choice={choice} />
      <div className="grid max-h-64 gap-1.5 overflow-y-auto p-0.5 empty:hidden">
        {roles.map((role) => {
          const why = refusal(role)
          return (
            // Those that are not found stay, as fields of the form that they are.
            <div key={role.id} hidden={!found.includes(role)}>
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
      </div>
      {problem ? (
        <Unread lead={text('unread')} {...{ problem, retry }} />
      ) : (
        <RoleSearchNote choice={choice} />
      )}
    </div>
  )
}
