'use client'

import { useTranslations } from 'use-intl'
import { inSentence } from '@/app/_ui/access/held'
import { CATALOG } from '@/lib/permissions/catalog'
import type { RoleEffect } from './use-preview'

const inWords = (codes: readonly string[]) =>
  CATALOG.filter(({ code }) => codes.includes(code))
    .map(({ code }) => inSentence(code))
    .join(', ')

interface Props {
  name: string
  effect: RoleEffect | undefined
  isChanged: boolean
}

/** What a person gains and loses by what is ticked, or why it would be refused. */
export function EffectText({ name, effect, isChanged }: Props) {
  const text = useTranslations('userActions')
  const isSame = effect && effect.gains.length + effect.loses.length === 0
  return (
    <div role="status" className="grid gap-1 text-xs">
      {!isChanged && <p className="text-muted">{text('noChange')}</p>}
      {isChanged && !effect && <p className="text-muted">{text('loading')}</p>}
      {isChanged &&
        effect?.refusals.map((refusal) => (
          <p key={refusal} className="text-danger">
            {refusal}
          </p>
        ))}
      {isChanged && isSame && effect.refusals.length === 0 && <p>{text('sameAccess', { name })}</p>}
      {isChanged && effect && effect.gains.length > 0 && (
        <p>
          <span aria-hidden="true">+ </span>
          {text('gain', { name, permissions: inWords(effect.gains) })}
        </p>
      )}
      {isChanged && effect && effect.loses.length > 0 && (
        <p>
          <span aria-hidden="true">− </span>
          {text('lose', { name, permissions: inWords(effect.loses) })}
        </p>
      )}
    </div>
  )
}
