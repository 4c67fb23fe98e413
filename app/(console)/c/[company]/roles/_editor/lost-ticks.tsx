'use client'

import { useTranslations } from 'use-intl'
import { CopyButton } from '@/app/_ui/copy/copy-button'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import { differences } from './differences'

interface Props {
  base: readonly string[]
  draft: readonly string[]
  onDiscard: () => void
}

/** Above a matrix that can no longer be saved: what was ticked is still there to be taken elsewhere. */
export function LostTicks({ base, draft, onDiscard }: Props) {
  const t = useTranslations('matrix')
  const ui = useTranslations('ui')
  const { added, removed } = differences(base, draft)
  const line = (sign: string) => (code: Permission) =>
    `${sign} ${describePermission(code)} (${code})`
  const lines = [...added.map(line('+')), ...removed.map(line('−'))]
  return (
    <div role="alert" className="notice max-w-180">
      <p>{t('lostAccess')}</p>
      <p className="mt-1 flex gap-4">
        <CopyButton className="link-button" text={lines.join('\n')}>
          {ui('copyChanges')}
        </CopyButton>
        <button type="button" className="link-button" onClick={onDiscard}>
          {ui('discard')}
        </button>
      </p>
    </div>
  )
}
