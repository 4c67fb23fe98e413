import { companyFilter, placeOf } from '@/app/_ui/company-scope'
import { inputOf, type SearchParams } from '@/app/_ui/list/view'
import { everyRole } from '@/app/_ui/roles/every-role'
import { getMe } from '@/lib/auth/queries'
import { load, loadIfThere } from '@/lib/core/load'
import { getUser, listUsers, type User } from '@/lib/users/queries'
import { personOf } from './_person/person'
import { filterInput, readUserView, type UserSort } from './filters'

/** Whoever is looked at beside the list, also where the list does not show them; null is nobody to be seen. */
async function readPeeked(id: string | undefined, company: string | undefined) {
  if (!id) return undefined
  const found = await loadIfThere(getUser, { id })
  // Superusers see everybody, but nobody under the address of a company that is not theirs.
  return found && (!company || found.company?.id === company) ? found : null
}

/** All that the list of users shows. */
export async function readUsers(params: Promise<{ company?: string }>, given: SearchParams) {
  const [view, filter, place] = await Promise.all([
    readUserView(given),
    companyFilter(params),
    placeOf(params),
  ])
  const { user: me } = await load(getMe, {})
  const may = (code: string) => me.permissions.some((held) => held === code)
  /** Superusers see people of all companies where the address names none. */
  const isMixed = me.is_superuser && filter.company === undefined
  // Before it is read, so that no change falls between the two.
  const since = new Date().toISOString()
  const [{ rows, total }, roles] = await Promise.all([
    load(listUsers, { ...inputOf<UserSort>(view), ...filterInput(view), ...filter }),
    // Roles of several companies would have the same names.
    may('VIEW_ROLES') && !isMixed ? everyRole(filter) : [],
  ])
  /** As far as the roles are known; whoever may do more than the viewer is told from others by it. */
  const codesOf = (person: User) =>
    roles
      .filter(({ id }) => person.roles.some((held) => held.id === id))
      .flatMap(({ permissions }) => permissions)
  const peeked =
    rows.find(({ id }) => id === view.filters.peek) ??
    (await readPeeked(view.filters.peek, filter.company))
  return {
    view,
    filter,
    place,
    me,
    since,
    /** The same list without what narrows it down, as the API has it. */
    path: `/api/users/?${filter.company ? `company=${filter.company}` : ''}`,
    rows,
    total: Number(total),
    isMixed,
    roles,
    mayEditRoles: may('ASSIGN_ROLES') && may('VIEW_ROLES'),
    mayAudit: may('VIEW_AUDIT_LOGS'),
    peeked,
    /** Everybody whom the page shows. */
    people: (peeked ? [peeked, ...rows] : rows).map((one) => personOf(one, me, codesOf(one))),
  }
}
