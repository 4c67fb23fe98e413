'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { describeRefusal } from '@/app/_ui/api/describe-problem'
import type { Problem } from '@/app/_ui/api/send'
import { useAction } from '@/app/_ui/api/use-action'
import { CancelButton } from '@/app/_ui/dialog/cancel-button'
import { Dialog } from '@/app/_ui/dialog/dialog'
import type { Reversal } from '@/lib/audit-logs/schema'
import { useIsOffline } from '@/lib/realtime/client/live-provider'
import { EffectList } from '../roles/_editor/effect-list'
import { RevertFields } from './revert-fields'
import { useEffects } from './use-effects'

export interface RevertProps {
  kind: 'User' | 'Role' | 'Company'
  details: string
  reversal: Reversal
  /** Of what the entry is about, as it was when this was rendered. */
  etag: string
  /** Whether it may still be done. */
  may: boolean
  onClose: () => void
}

/** What deserves a word besides the rights of people. */
function notesOf({ kind, reversal: { fields } }: RevertProps) {
  const back = Object.fromEntries(fields.map((field) => [field.name, field.back]))
  if (kind === 'Company') {
    return [
      back.is_active === false && ('companyOff' as const),
      back.is_active === true && ('companyOn' as const),
      'code' in back && ('code' as const),
    ]
  }
  return [
    back.is_active === false && ('userOff' as const),
    back.is_active === true && ('userOn' as const),
    'email' in back && ('email' as const),
    'username' in back && ('username' as const),
  ]
}

/** What would be set and what comes of it, before a change is taken back by the requests of the API. */
export default function RevertDialog(props: RevertProps) {
  const { details, reversal, etag, may, onClose } = props
  const [text, ui] = [useTranslations('revert'), useTranslations('ui')]
  const { run, isPending } = useAction()
  const [refusal, setRefusal] = useState<string>()
  const effects = useEffects(reversal.preview, etag)
  const isOffline = useIsOffline()
  const isRefused = effects !== undefined && (!effects.ok || !effects.body.allowed)
  const isJudged = reversal.preview === null || effects !== undefined
  const onProblem = async (problem: Problem) =>
    setRefusal(problem.status === 412 ? text('stale') : await describeRefusal(ui, problem))

  function revert() {
    setRefusal(undefined)
    const [first, ...rest] = reversal.calls
    run([{ ...first!, ifMatch: etag }, ...rest], {
      done: text('done'),
      onProblem,
      onDone: onClose,
    })
  }
  return (
    <Dialog title={text('title')} width="wide" onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="wrap-anywhere text-muted">{details}</p>
        {reversal.isChanged && (
          <p role="status" className="notice">
            {text('changedSince')}
          </p>
        )}
        <RevertFields fields={reversal.fields} />
        {notesOf(props).map((note) => note && <p key={note}>{text(note)}</p>)}
        {reversal.preview && <EffectList answer={effects} />}
        <p className="text-muted text-xs">{text('audited')}</p>
        {refusal && (
          <p role="alert" className="text-danger">
            {refusal}
          </p>
        )}
        {!may && <p role="alert">{text('lost')}</p>}
        <div className="flex flex-wrap justify-end gap-2">
          <CancelButton />
          <button
            type="button"
            disabled={!may || isOffline || isPending || isRefused || !isJudged}
            title={isOffline ? ui('offline') : undefined}
            aria-busy={isPending}
            className="button button--primary"
            onClick={revert}
          >
            {text(reversal.isChanged ? 'submitAnyway' : 'submit')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
