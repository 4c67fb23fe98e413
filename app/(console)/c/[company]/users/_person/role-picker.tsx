'use client'

import { useTranslations } from 'use-intl'
import { useOffline } from '@/app/_ui/live/use-offline'
import { RoleChecks } from '@/app/_ui/roles/role-checks'
import { useMay } from '@/lib/realtime/client/live-provider'
import { EffectText } from './effect-text'
import type { Person } from './person'
import { useRoleChanges } from './use-role-changes'

interface Props {
  person: Person
  onClose: () => void
}

/** Ticks the roles of a person; what changes is told before it is saved. */
export default function RolePicker({ person, onClose }: Props) {
  const text = useTranslations('userActions')
  const may = useMay('ASSIGN_ROLES')
  const offline = useOffline()
  const { choice, before, chosen, setChosen, effect, isChanged, isBlocked, apply } =
    useRoleChanges(person)
  const { name } = person
  return (
    <form
      aria-label={text('rolesOf', { name })}
      className="grid gap-3 p-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isBlocked || !may) return
        apply()
        onClose()
      }}
    >
      <RoleChecks choice={choice} held={before} chosen={chosen} onChange={setChosen} />
      <EffectText {...{ name, effect, isChanged }} />
      <div className="flex justify-end gap-2">
        <button type="button" className="button button--outline" onClick={onClose}>
          {text('cancel')}
        </button>
        <button
          type="submit"
          disabled={isBlocked || !may}
          {...offline}
          className="button button--primary"
        >
          {text('save')}
        </button>
      </div>
    </form>
  )
}
