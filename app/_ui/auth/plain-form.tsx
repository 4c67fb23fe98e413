'use client'

import { type ReactNode, useEffect, useRef, useState, useTransition } from 'react'
import { type Problem, send } from '../api/send'
import { Reference, type ReferenceTexts } from '../copy/reference'
import { FieldErrors } from '../form/labelled'
import { strayErrors } from '../form/stray-errors'
import { useIsReady } from '../use-is-ready'
import { SubmitButton } from './submit-button'

export interface PlainTexts extends ReferenceTexts {
  unreached: string
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

interface NoticeProps {
  problem: Problem
  /** What no field shows. */
  stray: readonly string[]
  texts: PlainTexts
}

function Notice({ problem, stray, texts }: NoticeProps) {
  const { status, detail, errors, request_id } = problem
  if (errors && stray.length === 0) return null
  const said = status === 0 ? texts.unreached : detail
  return (
    <p role="alert" className="notice notice--danger">
      {errors ? stray.join(' ') : said}{' '}
      {status >= 500 && request_id && <Reference id={request_id} texts={texts} />}
    </p>
  )
}

/** A form over the REST API for pages that carry neither live updates nor ICU. */
export function PlainForm(props: Props) {
  const { path, body, submit, texts, onDone, onProblem, isBlocked = false, children } = props
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<Problem>()
  const [isPending, start] = useTransition()
  const isReady = useIsReady()
  const stray = strayErrors(form.current, problem?.errors)

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
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          // Safe because these forms consist of lines of text.
          if (!isPending && !isBlocked)
            submitWith(
              Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>,
            )
        }}
      >
        {problem && <Notice {...{ problem, stray, texts }} />}
        {children}
        <SubmitButton isPending={isPending} isBlocked={isBlocked} isReady={isReady}>
          {submit}
        </SubmitButton>
      </form>
    </FieldErrors>
  )
}
