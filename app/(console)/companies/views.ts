import type { ListView } from '@/app/_ui/list/view'

/** The usual questions to the list, by the names of the address. */
export const VIEWS = {
  all: {},
  active: { status: 'active' },
  suspended: { status: 'suspended' },
  hasLocked: { locked: 'true' },
} as const

export const FILTERS = ['status', 'locked'] as const

/** The filters as the list operation takes them; what makes no sense counts as not said. */
export const filterInput = ({ filters: { status, locked } }: ListView) => ({
  ...(status === 'active' && { is_active: 'true' }),
  ...(status === 'suspended' && { is_active: 'false' }),
  ...(locked === 'true' && { has_locked: 'true' as const }),
})
