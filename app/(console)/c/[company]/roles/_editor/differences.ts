import { merge } from '@/app/_ui/form/merge'
import { PERMISSIONS } from '@/lib/permissions/catalog'

/** What one set of codes has more and less than another, in the order of the catalogue. */
export const differences = (before: readonly string[], after: readonly string[]) => ({
  added: PERMISSIONS.filter((code) => after.includes(code) && !before.includes(code)),
  removed: PERMISSIONS.filter((code) => before.includes(code) && !after.includes(code)),
})

/** Puts one's own changes of a set of codes on top of somebody else's. */
export function mergeCodes(
  was: readonly string[],
  theirs: readonly string[],
  mine: readonly string[],
): string[] {
  const [base, other, own] = [was, theirs, mine].map((permissions) => ({
    permissions: [...permissions],
  }))
  // Safe because merging keeps lists what they are.
  return merge(base!, other!, own!).result.permissions as string[]
}
