import type { createTranslator } from 'use-intl/core'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import type { Messages } from '../i18n/messages'
import { readGrantors } from './grantors'
import type { Problem } from './send'

export type UiText = ReturnType<typeof createTranslator<Messages, 'ui'>>

/** What happened and what to do, with the reference where nobody foresaw it. */
export function describeProblem(ui: UiText, problem: Problem): string {
  if (problem.status === 0) return ui('unreached')
  if (problem.status >= 500 && problem.request_id) {
    return `${problem.detail} ${ui('reference', { id: problem.request_id })}`
  }
  return problem.detail
}

/** The same for a missing permission, with those who can give it. */
export async function describeRefusal(ui: UiText, problem: Problem): Promise<string> {
  const code = problem.missing_permission
  if (problem.status !== 403 || !code || !isPermission(code)) return describeProblem(ui, problem)
  const names = (await readGrantors(code))?.join(', ')
  const permission = describePermission(code)
  return names ? ui('refusedAsk', { permission, code, names }) : ui('refused', { permission, code })
}
