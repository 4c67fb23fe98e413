'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useTransition } from 'react'
import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { describeRefusal } from './describe-problem'
import { type Answer, type Call, type Problem, send } from './send'

/** One request, or several of which each waits for the one before and none follows a refusal. */
export type Calls = Call | readonly Call[]

async function sendAll<T>(calls: Calls): Promise<Answer<T>> {
  const [first, ...rest] = [calls].flat() as Call[]
  const answer = await send<T>(first!)
  return answer.ok && rest.length > 0 ? sendAll<T>(rest) : answer
}

interface Outcome<T> {
  /** Said when it is done. */
  done?: string
  /** What takes it back. */
  undo?: Calls | (() => Promise<Answer<unknown>>)
  onDone?: (body: T) => void
  /** Where to go then; without it, the page is shown anew. */
  next?: (body: T) => string | undefined
  /** Instead of a toast. */
  onProblem?: (problem: Problem) => void | Promise<void>
}

/** Writes through the REST API, tells what came of it, and shows the page as it is afterwards. */
export function useAction() {
  const router = useRouter()
  const ui = useTranslations('ui')
  const [isPending, start] = useTransition()

  const refresh = () => startTransition(() => router.refresh())

  async function takeBack(undo: NonNullable<Outcome<unknown>['undo']>) {
    const answer = typeof undo === 'function' ? await undo() : await sendAll(undo)
    showToast(answer.ok ? { text: ui('undone') } : await refusal(answer.problem))
    refresh()
  }

  const refusal = async (problem: Problem) =>
    ({ text: await describeRefusal(ui, problem), tone: 'danger' }) as const

  function run<T>(calls: Calls, { done, undo, onDone, next, onProblem }: Outcome<T> = {}) {
    start(async () => {
      const answer: Answer<T> = await sendAll<T>(calls)
      if (!answer.ok) {
        if (onProblem) await onProblem(answer.problem)
        else showToast(await refusal(answer.problem))
        // What is shown may be what the server no longer knows.
        return refresh()
      }
      onDone?.(answer.body)
      if (done) {
        const action = undo && { label: ui('undo'), run: () => void takeBack(undo) }
        showToast({ text: done, action })
      }
      const place = next?.(answer.body)
      // Not both: what is left may be what was deleted, whose refresh would come in between.
      if (place) router.push(place)
      else refresh()
    })
  }

  return { run, isPending }
}
