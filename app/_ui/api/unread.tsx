'use client'

import { useTranslations } from 'use-intl'
import { describeProblem } from './describe-problem'
import type { Problem } from './send'

interface Props {
  /** What could not be read. */
  lead: string
  problem: Problem
  retry: () => void
}

/** In place of what could not be read, with the way to try it once more. */
export function Unread({ lead, problem, retry }: Props) {
  const ui = useTranslations('ui')
  return (
    <div role="alert" className="grid justify-items-start gap-2">
      <p className="text-danger">
        {lead} {describeProblem(ui, problem)}
      </p>
      <button type="button" className="button button--outline" onClick={retry}>
        {ui('tryAgain')}
      </button>
    </div>
  )
}
