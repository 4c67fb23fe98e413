'use client'

import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { type Needs, useMay } from '@/lib/realtime/client/live-provider'
import { ProblemText } from '../api/problem-text'
import type { Method } from '../api/send'
import { bodyOf } from './body'
import { Confirmation } from './confirmation'
import { FormActions } from './form-actions'
import { FieldErrors } from './labelled'
import { LostAccess, LostAct } from './lost-access'
import { MergeNotice } from './merge-notice'
import { readable } from './readable'
import { submitByKeys } from './save-keys'
import { isBesideField, strayErrors } from './stray-errors'
import { useBaseline } from './use-baseline'
import { useSave } from './use-save'
import { useUnsavedGuard } from './use-unsaved-guard'

export interface FormProps {
  method: Exclude<Method, 'GET'>
  path: string
  /** What every request says beside the fields. */
  body?: object
  /** Without it, it can only be read. */
  needs?: Needs
  /** The version that the fields show; with it, nobody else's change is overwritten unseen. */
  etag?: string
  /** What the button says. */
  submit: string
  /** Said when it is done, where nobody else says it. */
  done?: string
  tone?: 'danger'
  /** Where to go afterwards; `{id}` is the answer's. */
  next?: string
  /** Only what was changed is sent. */
  isPatch?: boolean
  /** To be typed first, for what cannot be taken back. */
  confirm?: string
  /** The form is busy until it is over. */
  onDone?: (body: unknown) => void | Promise<void>
  /** Closes the dialog that it is in. */
  onCancel?: () => void
  children?: ReactNode
}

/** A form over the REST API: what was typed is never lost, and errors are told beside their fields. */
export function Form(props: FormProps) {
  const { needs, etag, isPatch, submit, tone, confirm, onCancel, children } = props
  const ui = useTranslations('ui')
  const form = useRef<HTMLFormElement>(null)
  const { baseline, isDirty, isOutdated, look, hold, known, renewals } = useBaseline(form, etag)
  const [resets, setResets] = useState(0)
  const saving = useSave(props, baseline, hold)
  const { save, isPending, problem, isReviewing, setIsReviewing, times } = saving
  const [typed, setTyped] = useState('')
  const may = useMay(needs)
  const stray = strayErrors(form.current, problem?.errors)
  const isSaid = stray.length === 0 && problem !== undefined && isBesideField(problem)
  const isUnchanged = (etag !== undefined || isPatch === true) && !isDirty
  const isBlocked = !may || (confirm !== undefined && typed !== confirm) || isUnchanged
  useUnsavedGuard(isDirty && !onCancel)

  return (
    <FieldErrors value={problem?.errors ?? {}}>
      <form
        ref={form}
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onInput={look}
        onKeyDown={submitByKeys}
        onReset={() => {
          setResets((before) => before + 1)
          // The browser empties the fields only after it has told of it.
          setTimeout(() => hold()())
        }}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBlocked && !isPending) save(bodyOf(event.currentTarget), known.current)
        }}
      >
        {!may && isDirty && (
          <LostAccess
            text={() => (form.current ? readable(form.current).join('\n') : '')}
            onDiscard={() => (onCancel ? onCancel() : form.current?.reset())}
          />
        )}
        {!may && !isDirty && onCancel && <LostAct />}
        {isOutdated && (
          <p role="status" className="notice">
            {ui('changedMeanwhile')}{' '}
            <button type="button" className="link-button" onClick={() => setIsReviewing(true)}>
              {ui('review')}
            </button>
          </p>
        )}
        {/* Fields that know what was chosen in them forget it with a reset, and when others change it. */}
        <fieldset key={`${resets} ${renewals}`} disabled={!may} className="contents">
          {children}
        </fieldset>
        {confirm !== undefined && <Confirmation text={confirm} value={typed} onChange={setTyped} />}
        {problem && (
          <p role="alert" className={isSaid ? 'sr-only' : 'text-danger'}>
            {stray.length > 0 ? stray.join(' ') : <ProblemText problem={problem} />}
          </p>
        )}
        {(may || isDirty || onCancel) && (
          <FormActions
            {...{ submit, tone, isDirty, isBlocked, isPending, hasCancel: Boolean(onCancel) }}
          />
        )}
      </form>
      {isReviewing && (
        <MergeNotice
          key={times}
          form={form}
          path={props.path}
          baseline={baseline.current}
          isPending={isPending}
          onSave={save}
          onClose={() => setIsReviewing(false)}
        />
      )}
    </FieldErrors>
  )
}
