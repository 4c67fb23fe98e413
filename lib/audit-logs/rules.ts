import type { Permission } from '@/lib/permissions/catalog'
import { codesIn, type Entry, fieldsBack, type Kind, type Row, rolesBack } from './reversal'
import type { Reversal } from './schema'

interface Viewer {
  user_id: string
  is_superuser: boolean
  permissions: readonly string[]
}

interface Rule {
  /** An entry about anything else cannot be reverted. */
  fields: readonly string[]
  needs: Permission
}

const VIEW = {
  User: 'VIEW_USERS',
  Role: 'VIEW_ROLES',
  Company: 'VIEW_COMPANIES',
} as const satisfies Record<Kind, Permission>

const ROLES_OF_USER: Rule = { fields: ['roles'], needs: 'ASSIGN_ROLES' }

/** What can be set again by a request of the API. Passwords, sessions and what is deleted cannot. */
const RULES: Record<string, Rule> = {
  'User UPDATE': {
    fields: ['username', 'email', 'first_name', 'last_name', 'is_active'],
    needs: 'UPDATE_USER',
  },
  'User ASSIGN_ROLE': ROLES_OF_USER,
  'User REMOVE_ROLE': ROLES_OF_USER,
  'Role UPDATE': { fields: ['name', 'description', 'permissions'], needs: 'UPDATE_ROLE' },
  'Role ASSIGN_PERMISSIONS': { fields: ['permissions'], needs: 'ASSIGN_PERMISSIONS' },
  'Company UPDATE': {
    fields: ['name', 'code', 'description', 'is_active', 'time_zone', 'locale'],
    needs: 'UPDATE_COMPANY',
  },
}

const ruleOf = ({ resource_type, action }: Entry) => RULES[`${resource_type} ${action}`]

/**
 * What the record of an entry is and what reverting it takes, which whoever asks may lack; null for what nobody can
 * revert, and for what they may not see.
 */
export function revertible(
  entry: Entry,
  viewer: Viewer,
): { kind: Kind; id: string; needs: Permission[] } | null {
  const { resource_id: id, outcome, changes } = entry
  const rule = ruleOf(entry)
  const changed = Object.entries(changes)
  if (!rule || !id || outcome !== 'success' || changed.length === 0) return null
  const isKnown = changed.every(
    ([field, { before, after }]) =>
      rule.fields.includes(field) && before !== null && after !== null,
  )
  if (!isKnown) return null
  const needs = [rule.needs, ...('permissions' in changes ? (['ASSIGN_PERMISSIONS'] as const) : [])]
  // Safe because only these kinds have rules.
  const kind = entry.resource_type as Kind
  return viewer.permissions.includes(VIEW[kind]) ? { kind, id, needs: [...new Set(needs)] } : null
}

/** What the API would refuse in any case: its own rules, as far as they can be told from here. */
function isRefused(kind: Kind, current: Row, { fields }: Reversal, viewer: Viewer): boolean {
  const names = fields.map(({ name }) => name)
  const isOwn = kind === 'User' && current.id === viewer.user_id
  return (
    (current.is_superuser === true && !viewer.is_superuser) ||
    current.is_system === true ||
    (kind === 'Company' && names.includes('is_active') && !viewer.is_superuser) ||
    (isOwn && (names.includes('is_active') || names.includes('email'))) ||
    (current.status === 'invited' && names.includes('email'))
  )
}

/** The permissions that a reversal gives or takes: nobody does that with what they lack. */
export const codesChangedBy = ({ fields }: Reversal): string[] =>
  fields
    .filter(({ name }) => name === 'permissions')
    .flatMap(({ now, back }) => {
      const [has, gets] = [codesIn(now), codesIn(back)]
      return [...has, ...gets].filter((code) => has.includes(code) !== gets.includes(code))
    })

/** How an entry can be reverted, given what it is about as it is now; null where it cannot, or is already. */
export function reversalOf(entry: Entry, current: Row, viewer: Viewer): Reversal | null {
  const found = revertible(entry, viewer)
  if (!found) return null
  const { kind, id } = found
  const reversal =
    'roles' in entry.changes ? rolesBack(entry, id, current) : fieldsBack(entry, kind, id, current)
  const isIdle = reversal.calls.length === 0
  return isIdle || isRefused(kind, current, reversal, viewer) ? null : reversal
}
