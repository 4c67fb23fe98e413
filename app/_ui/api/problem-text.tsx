'use client'

import { useTranslations } from 'use-intl'
import { Reference } from '../copy/reference'
import { explain, referenceOf } from './describe-problem'
import type { Problem } from './send'

/** What happened and what to do; where nobody foresaw it, with the reference to be copied. */
export function ProblemText({ problem }: { problem: Problem }) {
  const ui = useTranslations('ui')
  const id = referenceOf(problem)
  const texts = {
    reference: ui('referenceIs'),
    copyReference: ui('copyReference'),
    copied: ui('copied'),
  }
  return (
    <>
      {explain(ui, problem)} {id && <Reference id={id} texts={texts} />}
    </>
  )
}
