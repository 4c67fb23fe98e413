'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAction } from '@/app/_ui/api/use-action'
import type { Person } from './person'
import { callsAgainst, callsFor, changesBetween, isNothing } from './role-changes'
import { useRolePreview } from './use-preview'
import { type HeldRole, type Role, useHeldRoles, useRoles } from './use-roles'

const idsOf = (held: readonly HeldRole[]) => held.map(({ role }) => role.id)

/** The roles of a person as they are, as they are ticked, and what the difference comes to. */
export function useRoleChanges({ id, name, company }: Person) {
  const text = useTranslations('userActions')
  const { run, isPending } = useAction()
  const [roles, held] = [useRoles(company), useHeldRoles(id)]
  const [ticked, setTicked] = useState<readonly string[]>()
  const before = idsOf(held ?? [])
  const chosen = ticked ?? before
  const changes = changesBetween(before, chosen)
  const effect = useRolePreview(id, changes)
  const nameOf = (known: readonly Role[], role: string) =>
    known.find((one) => one.id === role)?.name ?? ''

  function apply(onDone: () => void) {
    const said = [
      ...changes.add.map((role) => text('added', { role: nameOf(roles ?? [], role) })),
      ...changes.remove.map((role) => text('removed', { role: nameOf(roles ?? [], role) })),
    ]
    run(callsFor(id, changes), {
      done: text('rolesSaved', { name, changes: said.join(', ') }),
      undo: callsAgainst(id, changes, held ?? []),
      onDone,
    })
  }

  const isChanged = !isNothing(changes)
  return {
    /** Undefined until they are there. */
    roles: held && roles,
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
