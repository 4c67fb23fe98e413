'use client'

import { useTranslations } from 'use-intl'
import { useRefresh } from '../shell/use-refresh'
import { showToast } from '../toast/show-toast'
import { copyingReference, describeRefusal } from './describe-problem'
import { type Call, type Problem, send } from './send'

/** For acts of many requests whose outcome is told in their own way: refusals, and what takes them back. */
export function useTakeBack() {
  const ui = useTranslations('ui')
  const refresh = useRefresh()

  async function tellRefusal(problem: Problem) {
    const action = copyingReference(ui, problem)
    showToast({ text: await describeRefusal(ui, problem), tone: 'danger', action })
    refresh()
  }

  /** Until one is refused. */
  async function takeBack(calls: readonly Call[]) {
    for (const call of calls) {
      const answer = await send(call)
      if (!answer.ok) return tellRefusal(answer.problem)
    }
    showToast({ text: ui('undone') })
    refresh()
  }

  return { tellRefusal, takeBack, refresh }
}
