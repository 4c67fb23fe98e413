'use client'

import { useTranslations } from 'use-intl'
import { LostAccess } from '@/app/_ui/form/lost-access'

interface Props {
  /** What was ticked, in words. */
  said: readonly string[]
  onDiscard: () => void
}

/** Above roles that can no longer be given or taken: what was ticked is still there. */
export function LostRoles({ said, onDiscard }: Props) {
  const ui = useTranslations('ui')
  return <LostAccess lead={ui('lostTicks')} text={said.join('\n')} onDiscard={onDiscard} />
}
