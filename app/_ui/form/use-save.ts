'use client'

import { useState } from 'react'
import type { Problem } from '../api/send'
import { useAction } from '../api/use-action'
import { type Body, changesOf } from './body'
import type { FormProps } from './form'

/** Sends what a form says; what it says beyond its baseline is all that a patch sends. */
export function useSave(props: FormProps, baseline: { current: Body }, rebase: () => void) {
  const { run, isPending } = useAction()
  const [problem, setProblem] = useState<Problem>()
  const [isReviewing, setIsReviewing] = useState(false)

  function save(fields: Body, ifMatch: string | undefined) {
    const { method, path, body, done, next, onDone } = props
    const sent = props.isPatch ? changesOf(baseline.current, fields) : fields
    setProblem(undefined)
    run<{ id?: string } | undefined>(
      { method, path, body: { ...body, ...sent }, ifMatch },
      {
        done,
        onDone(answer) {
          rebase()
          setIsReviewing(false)
          onDone?.(answer)
        },
        next: (answer) => next?.replace('{id}', answer?.id ?? ''),
        onProblem: (found) => (found.status === 412 ? setIsReviewing(true) : setProblem(found)),
      },
    )
  }

  return { save, isPending, problem, isReviewing, setIsReviewing }
}
