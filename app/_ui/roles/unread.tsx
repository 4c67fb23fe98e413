'use client'

import { useTranslations } from 'use-intl'
import { describeProblem } from '@/app/_ui/api/describe-problem'
import type { Problem } from '@/app/_ui/api/send'

interface Props {
  problem: Problem
  retry: () => void
}

/** In place of what could not be read, with the way to try it once more. */
export function Unread({ problem, retry }: Props) {
  const text = useTranslations('roleChoice')
  const ui = useTranslations('ui')
  return (
    <div role="alert" className="grid justify-items-start gap-2">
      <p className="text-danger">
        {text('unread')} {describeProblem(ui, problem)}
      </p>
      <button type="button" className="button button--outline" onClick={retry}>
        {text('tryAgain')}
      </button>
    </div>
  )
}
