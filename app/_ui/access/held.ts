import type { z } from 'zod'
import { initialsOf } from '@/app/_ui/person'
import { describePermission, type Permission } from '@/lib/permissions/catalog'
import type { heldPermission } from '@/lib/users/schema'

export type Held = z.infer<typeof heldPermission>
export type Source = Held['sources'][number]

/** The sentence of a permission inside of another sentence. */
export const inSentence = (code: Permission) => {
  const text = describePermission(code)
  return text[0]!.toLowerCase() + text.slice(1)
}

/** What a cell shows: through which roles, in a few letters. */
export const initials = (sources: readonly Source[], superuser: string) => [
  ...new Set(sources.map(({ role }) => initialsOf(role?.name ?? superuser))),
]

export const roleNames = (sources: readonly Source[], superuser: string) =>
  [...new Set(sources.map(({ role }) => role?.name ?? superuser))].join(', ')
