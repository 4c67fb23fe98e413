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
export function useRoleChanges({ id, name, company, missing }: Person) {
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
  const nameOf = (role: string) =>
    held?.find((one) => one.role.id === role)?.role.name ??
    choice.roles?.find((one) => one.id === role)?.name ??
    ''
  const named = (ids: readonly string[]) => ({
    roles: ids
      .map((role) => ({ id: role, name: nameOf(role) }))
      .sort((one, other) => one.name.localeCompare(other.name)),
  })

  const said = [
    ...changes.add.map((role) => text('added', { role: nameOf(role) })),
    ...changes.remove.map((role) => text('removed', { role: nameOf(role) })),
  ]

  function apply(onDone?: () => void) {
    run(callsFor(id, changes), {
      done: (count) => text('rolesSaved', { name, changes: said.slice(0, count).join(', ') }),
      shows: { of: id, now: named(chosen), before: named(before) },
      undo: callsAgainst(id, changes, held ?? []),
      onDone,
    })
  }

  const isChanged = !isNothing(changes)
  return {
    /** What ticks them shows. */
    checks: {
      // What the person has must be known first, or what they have would count as given.
      choice: reading.problem ? { ...choice, ...reading, roles: undefined } : choice,
      chosen,
      held: before,
      missing,
      onChange: setTicked,
    },
    reset: () => setTicked(undefined),
    changes,
    /** The same in words. */
    said,
    effect,
    isChanged,
    /** Nothing is saved before it was told what it comes to. */
    isBlocked: !isChanged || isPending || !effect || effect.refusals.length > 0,
    apply,
  }
}
