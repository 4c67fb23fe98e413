'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { LostAct } from '@/app/_ui/form/lost-access'
import { useOffline } from '@/app/_ui/live/use-offline'
import { RoleChecks } from '@/app/_ui/roles/role-checks'
import { showToast } from '@/app/_ui/toast/show-toast'
import { useMay } from '@/lib/realtime/client/live-provider'
import { EffectText } from './effect-text'
import { LostRoles } from './lost-roles'
import type { Person } from './person'
import { useLeft } from './use-left'
import { useRoleChanges } from './use-role-changes'

interface Props {
  person: Person
  onClose: () => void
}

/**
 * Ticks the roles of a person, which is saved when the picker is left; but not before the server has told what it
 * comes to, and not where it would refuse it.
 */
export default function RolePicker({ person, onClose }: Props) {
  const [text, ui] = [useTranslations('userActions'), useTranslations('ui')]
  const may = useMay(['ASSIGN_ROLES', 'VIEW_ROLES'])
  const offline = useOffline()
  const { checks, said, effect, isChanged, isBlocked, apply } = useRoleChanges(person)
  const { name } = person
  const form = useRef<HTMLFormElement>(null)
  const { isLeft, isOpenQuestion, settle } = useLeft(form)

  function save() {
    settle()
    if (may && !isBlocked) apply()
  }

  function cancel() {
    settle()
    onClose()
  }

  const isKnown = isLeft && isChanged && effect !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when one has left and the effect is known
  useEffect(() => {
    if (!isKnown) return
    save()
    const refusal = may ? effect.refusals[0] : ui('lostAct')
    if (refusal) showToast({ text: refusal, tone: 'danger' })
  }, [isKnown])

  const tellUnsaved = useEffectEvent(() => {
    if (isChanged && isOpenQuestion()) {
      showToast({ text: text('rolesUnsaved', { name }), tone: 'danger' })
    }
  })
  // The picker of somebody else may take its place before it is known what the ticks come to.
  useEffect(() => () => tellUnsaved(), [])

  return (
    <form
      ref={form}
      aria-label={text('rolesOf', { name })}
      className="grid gap-3 p-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isBlocked || !may) return
        save()
        onClose()
      }}
    >
      {!may && isChanged && <LostRoles said={said} onDiscard={cancel} />}
      {!may && !isChanged && <LostAct />}
      <fieldset disabled={!may} className="contents">
        <RoleChecks {...checks} />
      </fieldset>
      <EffectText {...{ name, effect, isChanged }} />
      <div className="flex justify-end gap-2">
        <button type="button" className="button button--outline" onClick={cancel}>
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
