'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAction } from '@/app/_ui/api/use-action'
import { useRoleChoice } from '@/app/_ui/roles/use-role-choice'
import type { Person } from './person'
import { callsAgainst, callsFor, changesBetween, isNothing } from './role-changes'
import { type HeldRole, useHeldRoles } from './use-held-roles'
import { useRolePreview } from './use-preview'

const idsOf = (held: readonly HeldRole[]) => held.map(({ role }) => role.id)

/** The roles of a person as they are, as they are ticked, and what the difference comes to. */
export function useRoleChanges({ id, name, company }: Person) {
  const text = useTranslations('userActions')
  const { run, isPending } = useAction()
  const reading = useHeldRoles(id)
  const { held } = reading
  const choice = useRoleChoice(company, held ? idsOf(held) : null)
  const [ticked, setTicked] = useState<readonly string[]>()
  const before = idsOf(held ?? [])
  const chosen = ticked ?? before
  const changes = changesBetween(before, chosen)
  const effect = useRolePreview(id, changes)
  const nameOf = (role: string) => choice.roles?.find((one) => one.id === role)?.name ?? ''

  function apply(onDone: () => void) {
    const said = [
      ...changes.add.map((role) => text('added', { role: nameOf(role) })),
      ...changes.remove.map((role) => text('removed', { role: nameOf(role) })),
    ]
    run(callsFor(id, changes), {
      done: text('rolesSaved', { name, changes: said.join(', ') }),
      undo: callsAgainst(id, changes, held ?? []),
      onDone,
    })
  }

  const isChanged = !isNothing(changes)
  return {
    /** What the person has must be known first, or what they have would count as given. */
    choice: reading.problem ? { ...choice, ...reading, roles: undefined } : choice,
    before,
    chosen,
    setChosen: setTicked,
    changes,
    effect,
    isChanged,
    isBlocked: !isChanged || isPending || (effect?.refusals.length ?? 0) > 0,
    apply,
  }
}
