'use client'

import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react'
import { type Problem, send } from '../api/send'
import { bodyOf } from '../form/body'
import { FieldErrors } from '../form/labelled'
import { fill } from '../i18n/fill'
import { SubmitButton } from './submit-button'
import { useIsReady } from './use-is-ready'

export interface PlainTexts {
  unreached: string
  reference: string
}

interface Props {
  path: string
  /** What is sent beside the fields. */
  body?: object
  submit: string
  texts: PlainTexts
  /** What follows; the button stays busy meanwhile. */
  onDone: (answer: unknown, sent: Record<string, string>) => Promise<void> | void
  /** Takes over a problem by answering true. */
  onProblem?: (problem: Problem) => boolean
  /** Not to be sent yet. */
  isBlocked?: boolean
  children?: ReactNode
}

function textOf({ status, detail, request_id }: Problem, texts: PlainTexts) {
  if (status === 0) return texts.unreached
  if (status < 500 || !request_id) return detail
  return `${detail} ${fill(texts.reference, { id: request_id })}`
}

/** A form over the REST API for pages that carry neither live updates nor ICU. */
export function PlainForm(props: Props) {
  const { path, body, submit, texts, onDone, onProblem, isBlocked = false, children } = props
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<Problem>()
  const [isPending, start] = useTransition()
  const isReady = useIsReady()

  useEffect(() => {
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [problem])

  function submitWith(fields: Record<string, string>) {
    start(async () => {
      const answer = await send({ method: 'POST', path, body: { ...body, ...fields } })
      if (answer.ok) await onDone(answer.body, fields)
      else if (!onProblem?.(answer.problem)) setProblem(answer.problem)
    })
  }

  return (
    <FieldErrors value={problem?.errors ?? {}}>
      <form
        ref={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          // Safe because these forms consist of lines of text.
          if (!isPending && !isBlocked)
            submitWith(bodyOf(event.currentTarget) as Record<string, string>)
        }}
      >
        {problem && !problem.errors && (
          <p role="alert" className="notice notice--danger">
            {textOf(problem, texts)}
          </p>
        )}
        {children}
        <SubmitButton isPending={isPending} isBlocked={isBlocked} isReady={isReady}>
          {submit}
        </SubmitButton>
      </form>
    </FieldErrors>
  )
}
