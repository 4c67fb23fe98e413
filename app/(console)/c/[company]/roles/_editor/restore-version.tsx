'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '@/lib/realtime/client/live-provider'
import { isSameSet } from '../_matrix/codes'
import { ReviewDialog } from './review-dialog'
import type { Version } from './use-draft'

interface Props {
  role: { id: string; name: string }
  base: Version
  target: readonly string[]
  label: string
}

/** Gives a role the permissions that it had once, after a look at what that does. */
export function RestoreVersion({ role, base, target, label }: Props) {
  const t = useTranslations('matrix')
  const [isOpen, setIsOpen] = useState(false)
  const [theirs, setTheirs] = useState<Version>()
  const may = useMay('ASSIGN_PERMISSIONS')
  if ((!may || isSameSet(base.permissions, target)) && !isOpen) return null
  return (
    <div>
      <button type="button" className="link-button" onClick={() => setIsOpen(true)}>
        {label}
      </button>
      {isOpen && (
        <ReviewDialog
          role={role}
          title={t('restoreTitle', { name: role.name })}
          base={theirs ?? base}
          mergedFrom={theirs && base.permissions}
          target={target}
          onSaved={() => setTheirs(undefined)}
          onStale={setTheirs}
          onClose={() => setIsOpen(false)}
        />
      )}
    </div>
  )
}
