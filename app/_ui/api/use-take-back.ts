'use client'

import { useTranslations } from 'use-intl'
import { useRefresh } from '../shell/use-refresh'
import { showToast } from '../toast/show-toast'
import { type Call, type Problem, send } from './send'
import { useRefusal } from './use-refusal'

/** For acts of many requests whose outcome is told in their own way: refusals, and what takes them back. */
export function useTakeBack() {
  const ui = useTranslations('ui')
  const refresh = useRefresh()
  const tell = useRefusal()

  async function tellRefusal(problem: Problem) {
    await tell(problem)
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
