import { type ListView, readView, type SearchParams } from '@/app/_ui/list/view'

export const STATUSES = ['active', 'locked', 'invited', 'deactivated'] as const
/** When people last signed in: in as many days, not in as many, or never. */
export const SEEN = ['in7', 'in30', 'not30', 'not90', 'never'] as const
const SORTS = ['last_name', 'email', 'last_login', 'created_at'] as const
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const HOLDS: Record<string, (value: string) => boolean> = {
  status: (value) => STATUSES.some((status) => status === value),
  role: (value) => UUID.test(value),
  no_role: (value) => value === 'true',
  seen: (value) => SEEN.some((one) => one === value),
  peek: (value) => UUID.test(value),
}

/** What the list of users shows, as its address says it. */
export async function readUserView(given: SearchParams): Promise<ListView> {
  const view = await readView(given, SORTS, Object.keys(HOLDS))
  const said = Object.entries(view.filters).filter(([name, value]) => HOLDS[name]!(value))
  return { ...view, filters: Object.fromEntries(said) }
}

const DAY_MS = 86_400_000

function seenInput(seen: string) {
  if (seen === 'never') return { never_signed_in: 'true' as const }
  const days = Number(seen.replace(/\D+/, ''))
  const since = new Date(Date.now() - days * DAY_MS).toISOString()
  return seen.startsWith('in') ? { last_login_since: since } : { last_login_before: since }
}

/** The filters as the list operation takes them. */
export const filterInput = ({ filters: { status, role, no_role, seen } }: ListView) => ({
  // Safe because `readUserView` has looked whether it is one.
  ...(status && { status: status as (typeof STATUSES)[number] }),
  ...(role && { role }),
  ...(no_role && { without_role: 'true' as const }),
  ...(seen && seenInput(seen)),
})

export type UserSort = (typeof SORTS)[number]

/** Without whom is looked at beside the list, which narrows nothing down. */
export const narrowing = ({ filters: { peek: _, ...filters } }: ListView) => filters

export const isNarrowed = (view: ListView) =>
  view.q !== '' || Object.keys(narrowing(view)).length > 0
