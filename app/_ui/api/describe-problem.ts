import type { createTranslator } from 'use-intl/core'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import { copyText } from '../copy/copy-text'
import type { Messages } from '../i18n/messages'
import { showToast } from '../toast/show-toast'
import { readGrantors } from './grantors'
import type { Problem } from './send'

export type UiText = ReturnType<typeof createTranslator<Messages, 'ui'>>

/** What happened and what to do. */
export const explain = (ui: UiText, { status, detail }: Problem) =>
  status === 0 ? ui('unreached') : detail

/** By which whoever is asked finds it, where nobody foresaw it. */
export const referenceOf = ({ status, request_id }: Problem) =>
  status >= 500 ? request_id : undefined

/** What happened and what to do, with the reference where nobody foresaw it. */
export function describeProblem(ui: UiText, problem: Problem): string {
  const id = referenceOf(problem)
  return id ? `${explain(ui, problem)} ${ui('reference', { id })}` : explain(ui, problem)
}

/** For the toast of a problem that nobody foresaw. */
export function copyingReference(ui: UiText, problem: Problem) {
  const id = referenceOf(problem)
  if (!id) return undefined
  const copy = async () =>
    showToast({ text: (await copyText(id)) ? ui('copied') : ui('reference', { id }) })
  return { label: ui('copyReference'), run: () => void copy() }
}

/** The same for a missing permission, with those who can give it. */
export async function describeRefusal(ui: UiText, problem: Problem): Promise<string> {
  const code = problem.missing_permission
  if (problem.status !== 403 || !code || !isPermission(code)) return describeProblem(ui, problem)
  const names = (await readGrantors(code))?.join(', ')
  const permission = describePermission(code)
  return names ? ui('refusedAsk', { permission, code, names }) : ui('refused', { permission, code })
}
