'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { type Shown, useShow } from '../optimistic'
import { watchLeaving } from '../shell/navigation-start'
import { useRefresh } from '../shell/use-refresh'
import { showToast } from '../toast/show-toast'
import { copyingReference, describeRefusal } from './describe-problem'
import type { Answer, Problem } from './send'
import { against, type Calls, type Sent, sendAll } from './sequence'
import { useIsThere } from './use-is-there'
import { useRefusal } from './use-refusal'
import { useRunning } from './use-running'

interface Outcome<T> {
  /** Said when it is done; of several requests, also when only so many of them were. */
  done?: string | ((count: number) => string)
  /**
   * What takes it back: of several requests, each in the place of the one that it takes back. What
   * somebody else has changed since stays as it is.
   */
  undo?: Calls | (() => Promise<Answer<unknown>>)
  /** What the page shows until the server has answered. */
  shows?: Shown
  /** With the version that the resource has by now. */
  onDone?: (body: T, etag: string | undefined) => void | Promise<void>
  /** Where to go then; without it, the page is shown anew. */
  next?: (body: T) => string | undefined
  /** Instead of a toast, as long as there is where to tell it. */
  onProblem?: (problem: Problem) => void | Promise<void>
}

/** Writes through the REST API, tells what came of it, and shows the page as it is afterwards. */
export function useAction() {
  const router = useRouter()
  const ui = useTranslations('ui')
  const show = useShow()
  const { isRunning: isPending, begin } = useRunning()
  const isThere = useIsThere()

  const refresh = useRefresh()
  const tellRefusal = useRefusal()

  /** Begins an act, and answers with what ends it. */
  function start(of: string | undefined, look: Shown['now'] | undefined) {
    const end = begin()
    const hide = of !== undefined && look ? show(of, look) : undefined
    return (then?: () => void) =>
      end(() => {
        hide?.()
        then?.()
      })
  }

  async function takeBack(undo: () => Promise<Answer<unknown>>, shows: Shown | undefined) {
    const end = start(shows?.of, shows?.before)
    const answer = await undo()
    if (answer.ok) showToast({ text: ui('undone') })
    else await tellRefusal(answer.problem)
    end(refresh)
  }

  function undoOf(sent: Sent<unknown>, { undo, shows }: Outcome<never>) {
    if (!undo) return undefined
    const isOwn = typeof undo === 'function'
    if (!isOwn && sent.changed.length === 0) return undefined
    const back = isOwn
      ? undo
      : async () => (await sendAll<unknown>(against(undo, sent), sent.tags)).answer
    return { label: ui('undo'), run: () => void takeBack(back, shows) }
  }

  const said = (done: Outcome<never>['done'], count: number) =>
    typeof done === 'function' ? done(count) : done

  async function refuse<T>(problem: Problem, sent: Sent<T>, outcome: Outcome<T>) {
    if (outcome.onProblem && isThere()) return outcome.onProblem(problem)
    const text = await describeRefusal(ui, problem)
    const done = sent.count > 0 && said(outcome.done, sent.count)
    const action = copyingReference(ui, problem)
    if (!done) return showToast({ text, tone: 'danger', action })
    showToast({ text: `${done} ${text}`, tone: 'danger', action: undoOf(sent, outcome) })
  }

  async function run<T>(calls: Calls, outcome: Outcome<T> = {}) {
    const { done, shows, onDone, next } = outcome
    const end = start(shows?.of, shows?.now)
    const hasLeft = watchLeaving()
    const sent = await sendAll<T>(calls)
    const { answer } = sent
    if (!answer.ok) {
      await refuse(answer.problem, sent, outcome)
      hasLeft()
      // What is shown may be what the server no longer knows, unless it was not reached at all.
      return end(answer.problem.status === 0 ? undefined : refresh)
    }
    await onDone?.(answer.body, answer.etag)
    const text = said(done, sent.count)
    if (text) showToast({ text, action: undoOf(sent, outcome) })
    const place = next?.(answer.body)
    // Whoever has gone elsewhere meanwhile stays there.
    const isWanted = !hasLeft()
    // Not both: what is left may be what was deleted, whose refresh would come in between.
    end(place && isWanted ? () => router.push(place) : refresh)
  }

  return { run, isPending }
}
