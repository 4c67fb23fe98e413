import { companyFilter, placeOf } from '@/app/_ui/company-scope'
import { inputOf, readView, type SearchParams } from '@/app/_ui/list/view'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { listRoles, type Role } from '@/lib/roles/queries'
import { type RoleTraces, traceRoles } from '@/lib/roles/trace-queries'

const SORTS = ['name', 'updated_at'] as const
export const TYPES = { custom: 'false', system: 'true' } as const

export type ListedRole = Role & { traces: RoleTraces | undefined }

/** With whose they are, who has them and who changed them, as far as one may know. */
export async function withTraces(rows: readonly Role[]): Promise<ListedRole[]> {
  const traces = await load(traceRoles, { ids: rows.map(({ id }) => id) })
  return rows.map((row) => ({ ...row, traces: traces.find(({ id }) => id === row.id) }))
}

/** All that the list of roles shows. */
export async function readRoles(params: Promise<{ company?: string }>, given: SearchParams) {
  const [view, filter, place, { user: me }] = await Promise.all([
    readView(given, SORTS, ['type']),
    companyFilter(params),
    placeOf(params),
    load(getMe, {}),
  ])
  const type = TYPES[view.filters.type as keyof typeof TYPES]
  // Before it is read, so that no change falls between the two.
  const since = new Date().toISOString()
  const { rows, total } = await load(listRoles, {
    ...inputOf<(typeof SORTS)[number]>(view),
    ...(type && { is_system: type }),
    ...filter,
  })
  const isNarrowed = view.q !== '' || type !== undefined
  return {
    view,
    filter,
    place,
    me,
    since,
    /** The same list without what narrows it down, as the API has it. */
    path: `/api/roles/?${filter.company ? `company=${filter.company}` : ''}`,
    rows: await withTraces(rows),
    total: Number(total),
    isNarrowed,
    /** Superusers see roles of all companies where the address names none. */
    isMixed: me.is_superuser && filter.company === undefined,
    /** Whether the company has no role of its own yet. */
    isBare: !isNarrowed && Number(total) <= 1 && rows.every(({ is_system }) => is_system),
    /** A superuser creates roles only where the address names a company. */
    mayCreate:
      me.permissions.includes('CREATE_ROLE') && (!me.is_superuser || filter.company !== undefined),
  }
}
