'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { isSave } from '@/app/_ui/form/save-keys'
import { useUnsavedGuard } from '@/app/_ui/form/use-unsaved-guard'
import { useMay } from '@/lib/realtime/client/live-provider'
import { PermissionMatrix } from '../_matrix/permission-matrix'
import { ChangeBar } from './change-bar'
import { LostTicks } from './lost-ticks'
import { ReviewDialog } from './review-dialog'
import { useDraft } from './use-draft'

interface Props {
  role: { id: string; name: string; permissions: readonly string[]; is_system: boolean }
  etag: string
  /** The other roles that have a code. */
  others: Record<string, string[]>
}

/** Opens the review by the keys that save. */
function useSaveKeys(isOn: boolean, open: () => void) {
  useEffect(() => {
    if (!isOn) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isSave(event)) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isOn, open])
}

/** The permissions of a role, to be ticked, reviewed and saved. */
export function RoleEditor({ role, etag, others }: Props) {
  const t = useTranslations('matrix')
  const ui = useTranslations('ui')
  const { base, draft, theirs, mergedFrom, isDirty, setDraft, adopt, settle } = useDraft({
    permissions: role.permissions,
    etag,
  })
  const [isReviewing, setIsReviewing] = useState(false)
  const may = useMay('ASSIGN_PERMISSIONS') && !role.is_system
  const review = () => {
    if (theirs) adopt(theirs)
    setIsReviewing(true)
  }
  useUnsavedGuard(isDirty)
  useSaveKeys(isDirty && may && !isReviewing, review)
  const discard = () => settle(theirs ?? base)
  return (
    <>
      {isDirty && !may && <LostTicks base={base.permissions} draft={draft} onDiscard={discard} />}
      {isDirty && theirs && (
        <p role="status" className="notice max-w-180">
          {t('changedMeanwhile')}{' '}
          <button type="button" className="link-button" onClick={review}>
            {ui('review')}
          </button>
        </p>
      )}
      <PermissionMatrix
        label={t('label', { name: role.name })}
        base={base.permissions}
        value={draft}
        onChange={setDraft}
        others={others}
        isReadOnly={!may}
      />
      {isDirty && may && (
        <ChangeBar
          role={role.id}
          base={base.permissions}
          draft={draft}
          onDiscard={discard}
          onReview={review}
        />
      )}
      {isReviewing && (
        <ReviewDialog
          role={role}
          title={t('reviewTitle', { name: role.name })}
          base={base}
          target={draft}
          mergedFrom={mergedFrom}
          onSaved={settle}
          onStale={adopt}
          onClose={() => setIsReviewing(false)}
        />
      )}
    </>
  )
}
