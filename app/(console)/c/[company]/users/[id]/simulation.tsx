'use client'

import { useState } from 'react'
import { useMessages, useTranslations } from 'use-intl'
import { AccessTable } from '@/app/_ui/access/access-table'
import type { Messages } from '@/app/_ui/i18n/messages'
import { useOffline } from '@/app/_ui/live/use-offline'
import { RoleChecks } from '@/app/_ui/roles/role-checks'
import { useMay } from '@/lib/realtime/client/live-provider'
import { EffectText } from '../_person/effect-text'
import { LostRoles } from '../_person/lost-roles'
import type { Person } from '../_person/person'
import { useRoleChanges } from '../_person/use-role-changes'

interface Props {
  person: Person
  /** The codes that the person holds now. */
  held: readonly string[]
}

/** For whoever may change roles; what they ticked stays when the right to it goes. */
export function Simulation(props: Props) {
  const may = useMay(['ASSIGN_ROLES', 'VIEW_ROLES'])
  const [wasAllowed, setWasAllowed] = useState(may)
  if (may && !wasAllowed) setWasAllowed(true)
  return wasAllowed && <Simulated {...props} may={may} />
}

/** Ticks roles without saving them, and shows in the grid what they would come to. */
function Simulated({ person, held, may }: Props & { may: boolean }) {
  const text = useTranslations('simulate')
  const { checks, changes, said, effect, isChanged, isBlocked, apply, reset } =
    useRoleChanges(person)
  const offline = useOffline()
  if (!may && !isChanged) return null
  return (
    <section aria-labelledby="simulation" className="grid gap-3">
      <h2 id="simulation" className="font-semibold text-base/6">
        {text('title')}
      </h2>
      <p className="text-muted">{text('lead')}</p>
      {!may && <LostRoles said={said} onDiscard={reset} />}
      <div className="grid items-start gap-4 md:grid-cols-[18rem_1fr]">
        <fieldset disabled={!may} className="panel min-w-0 p-3">
          <legend className="sr-only">{text('roles')}</legend>
          <RoleChecks {...checks} />
        </fieldset>
        <div className="grid min-w-0 gap-3">
          <EffectGrid
            name={person.name}
            held={held}
            gains={effect?.gains ?? []}
            loses={effect?.loses ?? []}
          />
          <EffectText name={person.name} effect={effect} isChanged={isChanged} />
          <div className="flex flex-wrap gap-2">
            <button
              type="button"
              disabled={isBlocked || !may}
              {...offline}
              className="button button--primary"
              onClick={() => apply(reset)}
            >
              {text('apply', { count: changes.add.length + changes.remove.length })}
            </button>
            {isChanged && may && (
              <button type="button" className="button button--outline" onClick={reset}>
                {text('reset')}
              </button>
            )}
          </div>
        </div>
      </div>
    </section>
  )
}

interface GridProps {
  name: string
  held: readonly string[]
  gains: readonly string[]
  loses: readonly string[]
}

const SHAPES = {
  gains: ['+', 'rounded-sm bg-success/15 px-1.5 font-medium text-success'],
  loses: ['−', 'rounded-sm bg-danger/15 px-1.5 font-medium text-danger'],
  keeps: ['✓', 'text-success'],
  no: ['–', 'text-muted'],
} as const

function EffectGrid({ name, held, gains, loses }: GridProps) {
  const access = useTranslations('access')
  // Safe because the layout of these pages gives them these texts.
  const { access: texts } = useMessages() as unknown as Pick<Messages, 'access'>
  const stateOf = (code: string) => {
    if (gains.includes(code)) return 'gains'
    if (loses.includes(code)) return 'loses'
    return held.includes(code) ? 'keeps' : 'no'
  }
  return (
    <AccessTable
      label={access('label', { name })}
      texts={texts}
      cell={(code) => {
        const state = stateOf(code)
        const [shape, className] = SHAPES[state]
        return (
          <>
            <span aria-hidden="true" className={className}>
              {shape}
            </span>
            <span className="sr-only">{access(state)}</span>
          </>
        )
      }}
    />
  )
}
