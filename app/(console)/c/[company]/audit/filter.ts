import { type SearchParams, single } from '@/app/_ui/list/view'

const DAY = /^\d{4}-\d\d-\d\d$/
export const OUTCOMES = ['success', 'failure', 'denied'] as const

/** What the trail is narrowed down to; only what was asked for. */
export interface AuditFilterValues {
  user?: string
  outcome?: (typeof OUTCOMES)[number]
  start_date?: string
  end_date?: string
}

const dayIn = (text: string) =>
  DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined

/** Whatever an address says that makes no sense counts as not said. */
export async function readFilter(given: SearchParams): Promise<AuditFilterValues> {
  const { user, outcome, start_date, end_date } = await given
  const all = {
    user: single(user).trim().slice(0, 200) || undefined,
    outcome: OUTCOMES.find((known) => known === single(outcome)),
    start_date: dayIn(single(start_date)),
    end_date: dayIn(single(end_date)),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
