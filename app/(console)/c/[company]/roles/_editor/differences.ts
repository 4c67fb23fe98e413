import { PERMISSIONS } from '@/lib/permissions/catalog'

/** What one set of codes has more and less than another, in the order of the catalogue. */
export const differences = (before: readonly string[], after: readonly string[]) => ({
  added: PERMISSIONS.filter((code) => after.includes(code) && !before.includes(code)),
  removed: PERMISSIONS.filter((code) => before.includes(code) && !after.includes(code)),
})
