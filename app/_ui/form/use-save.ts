'use client'

import { useState } from 'react'
import { type Problem, send } from '../api/send'
import { useAction } from '../api/use-action'
import { type Body, changesOf } from './body'
import type { FormProps } from './form'
import { merge } from './merge'

/** What was sent is saved now, as this version. */
type Settle = (etag?: string) => void

/** Sends what a form says; what it says beyond its baseline is all that a patch sends. */
export function useSave(props: FormProps, baseline: { current: Body }, hold: () => Settle) {
  const { run, isPending } = useAction()
  const [problem, setProblem] = useState<Problem>()
  const [isReviewing, setIsReviewing] = useState(false)
  // Each time that somebody else was faster, their version is read anew.
  const [times, setTimes] = useState(0)

  /** What is new may be nothing that the form shows, such as when the person last signed in. */
  async function meetStale(fields: Body, settle: Settle) {
    const current = await send<Body>({ method: 'GET', path: props.path })
    const found = current.ok && merge(baseline.current, current.body, fields)
    if (found && found.conflicts.length + found.taken.length === 0)
      save(fields, current.etag, settle)
    else {
      setTimes((before) => before + 1)
      setIsReviewing(true)
    }
  }

  function save(fields: Body, ifMatch: string | undefined, settle = hold()) {
    const { method, path, body, done, next, onDone } = props
    const sent = props.isPatch ? changesOf(baseline.current, fields) : fields
    setProblem(undefined)
    run<{ id?: string } | undefined>(
      { method, path, body: { ...body, ...sent }, ifMatch },
      {
        done,
        onDone(answer, etag) {
          settle(etag)
          setIsReviewing(false)
          return onDone?.(answer)
        },
        next: (answer) => next?.replace('{id}', answer?.id ?? ''),
        onProblem(found) {
          if (found.status === 412) return meetStale(fields, settle)
          // Below the review, nobody would see it.
          setIsReviewing(false)
          setProblem(found)
        },
      },
    )
  }

  return { save, isPending, problem, isReviewing, setIsReviewing, times }
}
