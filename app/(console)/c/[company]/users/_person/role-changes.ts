import type { Call } from '@/app/_ui/api/send'
import type { HeldRole } from './use-held-roles'

export interface RoleChanges {
  add: readonly string[]
  remove: readonly string[]
}

export const changesBetween = (
  before: readonly string[],
  after: readonly string[],
): RoleChanges => ({
  add: after.filter((id) => !before.includes(id)),
  remove: before.filter((id) => !after.includes(id)),
})

export const isNothing = ({ add, remove }: RoleChanges) => add.length + remove.length === 0

const assign = (user: string, body: object): Call => ({
  method: 'POST',
  path: `/api/users/${user}/assign_role/`,
  body,
})

const remove = (user: string, role_id: string): Call => ({
  method: 'POST',
  path: `/api/users/${user}/remove_role/`,
  body: { role_id },
})

/** Given before taken, so that one role of an administrator can be replaced by another. */
export const callsFor = (user: string, changes: RoleChanges): Call[] => [
  ...changes.add.map((role_id) => assign(user, { role_id })),
  ...changes.remove.map((role_id) => remove(user, role_id)),
]

/** What takes each of those back, in its place; what was taken is given again with its end and its reason. */
export const callsAgainst = (
  user: string,
  changes: RoleChanges,
  held: readonly HeldRole[],
): Call[] => [
  ...changes.add.map((role_id) => remove(user, role_id)),
  ...changes.remove.map((role_id) => {
    const { expires_at, reason } = held.find(({ role }) => role.id === role_id) ?? {}
    return assign(user, { role_id, expires_at, reason })
  }),
]
