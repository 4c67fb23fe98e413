'use client'

import { useTranslations } from 'use-intl'
import { LostAccess } from '@/app/_ui/form/lost-access'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { differences } from './differences'

interface Props {
  base: readonly string[]
  draft: readonly string[]
  onDiscard: () => void
}

/** Above a matrix that can no longer be saved: what was ticked is still there to be taken elsewhere. */
export function LostTicks({ base, draft, onDiscard }: Props) {
  const ui = useTranslations('ui')
  const { added, removed } = differences(base, draft)
  const line = (sign: string) => (code: Permission) =>
    `${sign} ${describePermission(code)} (${code})`
  const lines = [...added.map(line('+')), ...removed.map(line('−'))]
  return (
    <LostAccess
      lead={ui('lostTicks')}
      text={lines.join('\n')}
      className="max-w-180"
      onDiscard={onDiscard}
    />
  )
}
