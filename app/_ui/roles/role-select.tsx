'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Unread } from '@/app/_ui/api/unread'
import { Select } from '@/app/_ui/form/field'
import { RoleSearch, RoleSearchNote } from './role-search'
import { useRoleChoice } from './use-role-choice'

interface Props {
  /** null is the platform. */
  company: string | null
  /** Those that make no sense here. */
  except: readonly string[]
  label: string
  name: string
  onChange?: (id: string) => void
}

/** One role of a company, as a field of a form. */
export function RoleSelect({ company, except, label, name, onChange }: Props) {
  const text = useTranslations('roleChoice')
  const choice = useRoleChoice(company)
  const [chosen, setChosen] = useState('')
  const { roles, found, problem, retry } = choice
  if (!roles && problem) return <Unread lead={text('unread')} {...{ problem, retry }} />
  const options = (roles ?? []).filter(
    (role) => role.id === chosen || (found.includes(role) && !except.includes(role.id)),
  )
  return (
    <div className="grid gap-2">
      <RoleSearch choice={choice} />
      <Select
        name={name}
        label={label}
        required
        value={chosen}
        onChange={({ target }) => {
          setChosen(target.value)
          onChange?.(target.value)
        }}
      >
        <option value="">{text(roles ? 'choose' : 'loading')}</option>
        {options.map((role) => (
          <option key={role.id} value={role.id}>
            {role.name}
          </option>
        ))}
      </Select>
      {problem ? (
        <Unread lead={text('unread')} {...{ problem, retry }} />
      ) : (
        <RoleSearchNote choice={choice} />
      )}
    </div>
  )
}
