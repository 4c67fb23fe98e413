import type { z } from 'zod'
import type { auditLog, ReversalCall as Call, Reversal } from './schema'

export type Entry = Pick<
  z.infer<typeof auditLog>,
  'id' | 'action' | 'resource_type' | 'resource_id' | 'outcome' | 'changes'
>
export type Kind = 'User' | 'Role' | 'Company'
export type Row = Record<string, unknown>

interface Reference {
  id: string
  name: string
}

// Safe because the trail keeps roles as the API shows them.
const rolesIn = (value: unknown) => (Array.isArray(value) ? (value as Reference[]) : [])
export const codesIn = (value: unknown) => (Array.isArray(value) ? value.map(String).sort() : [])
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const byName = (one: Reference, other: Reference) => one.name.localeCompare(other.name)

/** What the entry added to a set is taken out, and what it took is put back; the rest stays as it is now. */
function setBack(now: readonly string[], before: readonly string[], after: readonly string[]) {
  const added = after.filter((item) => !before.includes(item))
  const taken = before.filter((item) => !after.includes(item))
  return [...new Set([...now.filter((item) => !added.includes(item)), ...taken])].sort()
}

export function rolesBack(entry: Entry, id: string, current: Row): Reversal {
  const { before, after } = entry.changes.roles!
  const [had, got, now] = [rolesIn(before), rolesIn(after), rolesIn(current.roles)]
  const ids = (roles: readonly Reference[]) => roles.map((role) => role.id).sort()
  const wanted = setBack(ids(now), ids(had), ids(got))
  const add = had.filter((role) => wanted.includes(role.id) && !ids(now).includes(role.id))
  const remove = now.filter((role) => !wanted.includes(role.id))
  const back = [...now.filter((role) => wanted.includes(role.id)), ...add]
  const path = `/api/users/${id}`
  const reason = reasonOf(entry)
  return {
    fields: [{ name: 'roles', now: [...now].sort(byName), back: back.sort(byName) }],
    isChanged: !isSame(ids(now), ids(got)),
    // Given before taken, so that one role of an administrator can be replaced by another.
    calls: [
      ...add.map(
        (role): Call => ({
          method: 'POST',
          path: `${path}/assign_role/`,
          body: { role_id: role.id, reason },
        }),
      ),
      ...remove.map(
        (role): Call => ({
          method: 'DELETE',
          path: `${path}/remove_role/`,
          body: { role_id: role.id },
        }),
      ),
    ],
    preview: {
      path: `${path}/preview/`,
      body: { roles: { add: add.map((role) => ({ role_id: role.id })), remove: ids(remove) } },
    },
  }
}

const reasonOf = ({ id }: Entry) => `Reverts the change of entry ${id}.`

const PATHS: Record<Kind, string> = { User: 'users', Role: 'roles', Company: 'companies' }

export function fieldsBack(entry: Entry, kind: Kind, id: string, current: Row): Reversal {
  const fields = Object.entries(entry.changes).map(([name, { before, after }]) => {
    if (name !== 'permissions') return { name, after, now: current[name], back: before }
    const [had, got, now] = [codesIn(before), codesIn(after), codesIn(current.permissions)]
    return { name, after: got, now, back: setBack(now, had, got) }
  })
  const changed = fields.filter(({ now, back }) => !isSame(now, back))
  const body = Object.fromEntries(changed.map(({ name, back }) => [name, back]))
  const path = `/api/${PATHS[kind]}/${id}`
  const judged = 'permissions' in body ? { permissions: body.permissions } : undefined
  const toggled = kind === 'User' && 'is_active' in body ? { is_active: body.is_active } : undefined
  const looked = judged ?? toggled
  const call: Call =
    entry.action === 'ASSIGN_PERMISSIONS'
      ? {
          method: 'POST',
          path: `${path}/assign_permissions/`,
          body: { ...body, reason: reasonOf(entry) },
        }
      : { method: 'PATCH', path: `${path}/`, body }
  return {
    fields: changed.map(({ name, now, back }) => ({ name, now, back })),
    isChanged: fields.some(({ now, after }) => !isSame(now, after)),
    calls: changed.length > 0 ? [call] : [],
    preview: looked ? { path: `${path}/preview/`, body: looked } : null,
  }
}
