'use client'

import { type FormEvent, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '@/app/_ui/dialog/dialog'
import { FormActions } from '@/app/_ui/form/form-actions'
import { submitByKeys } from '@/app/_ui/form/save-keys'
import { useOffline } from '@/app/_ui/live/use-offline'
import { describePermission, isSensitive } from '@/lib/permissions/catalog'
import { useMay } from '@/lib/realtime/client/live-provider'
import { isSameSet } from '../_matrix/codes'
import { DifferenceList } from './difference-list'
import { differences } from './differences'
import { EffectList } from './effect-list'
import { Merged } from './merged'
import type { Version } from './use-draft'
import { usePreview } from './use-preview'
import { useSavePermissions } from './use-save-permissions'

export interface ReviewProps {
  role: { id: string; name: string }
  title: string
  base: Version
  target: readonly string[]
  /** What was saved before somebody else's change that the target takes over. */
  mergedFrom?: readonly string[]
  /** The role is this by now. */
  onSaved: (saved: Version) => void
  /** Somebody else was faster, with this. */
  onStale: (theirs: Version) => void
  onClose: () => void
}

/** What would change and for whom, before it is saved. */
export function ReviewDialog(props: ReviewProps) {
  const { role, title, base, target, mergedFrom, onClose } = props
  const [t, ui] = [useTranslations('matrix'), useTranslations('ui')]
  const may = useMay('ASSIGN_PERMISSIONS')
  const offline = useOffline()
  const answer = usePreview(role.id, { permissions: target }, 0)
  const { save, isPending, refusal } = useSavePermissions(props)
  const reason = useId()
  const isNothing = isSameSet(base.permissions, target)
  const isReviewed = answer?.ok === true && answer.body.allowed
  const isBlocked = !may || offline !== undefined || isPending || isNothing || !isReviewed
  const online = answer?.ok ? answer.body.online : null

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = new FormData(event.currentTarget).get('reason')
    if (!isBlocked) save({ reason: String(text ?? '').trim(), online })
  }
  return (
    <Dialog title={title} width="wide" onClose={onClose}>
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={submit}
        onKeyDown={submitByKeys}
      >
        {mergedFrom && <Merged before={mergedFrom} theirs={base.permissions} result={target} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <section className="grid content-start gap-2">
            <h3 className="font-medium">{t('whatChanges')}</h3>
            {isNothing && <p>{t('nothing')}</p>}
            <DifferenceList before={base.permissions} after={target} say={t} />
            <Risks before={base.permissions} after={target} />
          </section>
          <EffectList answer={answer} />
        </div>
        <div className="grid gap-1">
          <label htmlFor={reason} className="label">
            {t('reason')}
          </label>
          <input
            id={reason}
            name="reason"
            maxLength={200}
            autoComplete="off"
            className="input w-full"
            aria-describedby={`${reason}-hint`}
          />
          <p id={`${reason}-hint`} className="text-muted text-xs">
            {t('reasonHint')}
          </p>
        </div>
        {!may && <p role="alert">{ui('lostTicks')}</p>}
        {refusal && (
          <p role="alert" className="text-danger">
            {refusal}
          </p>
        )}
        <FormActions hasCancel submit={t('save')} isBlocked={isBlocked} isPending={isPending} />
      </form>
    </Dialog>
  )
}

/** What of an addition deserves a second look. */
function Risks({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const t = useTranslations('matrix')
  const sensitive = differences(before, after).added.filter(isSensitive)
  if (sensitive.length === 0) return null
  const isSelfService = ['ASSIGN_ROLES', 'ASSIGN_PERMISSIONS'].every((code) => after.includes(code))
  return (
    <p className="notice">
      <span aria-hidden="true">⚠ </span>
      {t('sensitive', { names: sensitive.map(describePermission).join(', ') })}{' '}
      {isSelfService && t('selfService')}
    </p>
  )
}
