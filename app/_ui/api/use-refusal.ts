'use client'

import { useTranslations } from 'use-intl'
import { showToast } from '../toast/show-toast'
import { copyingReference, describeRefusal } from './describe-problem'
import type { Problem } from './send'

/** Tells why something was not done, and of what somebody else has changed since that it stays as it is. */
export function useRefusal() {
  const ui = useTranslations('ui')
  return async (problem: Problem) => {
    const text = problem.status === 412 ? ui('overtaken') : await describeRefusal(ui, problem)
    showToast({ text, tone: 'danger', action: copyingReference(ui, problem) })
  }
}
