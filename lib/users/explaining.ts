import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Principal, Scope } from '@/lib/core/context'
import { AppError } from '@/lib/core/errors'
import { COMPANY_PERMISSIONS } from '@/lib/permissions/catalog'
import { assertGrantable, assertManageable, shortLived } from '@/lib/permissions/granting'
import type { User } from './queries'
import type { heldPermission } from './schema'

type Held = z.infer<typeof heldPermission>
type Nearest = NonNullable<Held['nearest']>[number]

/** Roles named for one code; the rest would add more. */
const NEAREST = 5

type CompanyRole = { id: string; name: string; codes: string[]; user_count: number }

/** What explains the codes somebody holds and lacks; each part null when the caller may not see it elsewhere. */
interface Explanation {
  roles: CompanyRole[] | null
  /** The audit entry of each role's assignment. */
  entries: Map<string, string>
  /** What the caller holds only for a time, and so cannot give without an end. */
  short: ReadonlySet<string>
}

/** The live roles of the user's company that give anything. */
const rolesAround = ({ db }: Scope, id: string) =>
  db.execute<CompanyRole>(sql`
    select r.id, r.name, json_agg(rp.permission order by rp.permission) as codes, (
      select count(*)::int from user_roles ur
      where ur.company_id = r.company_id and ur.role_id = r.id
        and ur.revoked_at is null and (ur.expires_at is null or ur.expires_at > now())) as user_count
    from users u
    join roles r on r.company_id = u.company_id and r.deleted_at is null
    join role_permissions rp on rp.company_id = r.company_id and rp.role_id = r.id
      and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
    where u.id = ${id}::uuid and u.deleted_at is null
    group by r.company_id, r.id, r.name`)

/** An assignment and its entry carry the same time, as both are of one transaction. */
const entriesOf = ({ db }: Scope, id: string) =>
  db.execute<{ role_id: string; entry_id: string }>(sql`
    select ur.role_id, a.id as entry_id
    from users u
    join user_roles ur on ur.company_id = u.company_id and ur.user_id = u.id and ur.revoked_at is null
    join audit_logs a on a.company_id = ur.company_id and a.resource_type = 'User'
      and a.resource_id = ur.user_id::text and a.timestamp = ur.granted_at
      and a.action = 'ASSIGN_ROLE' and a.outcome = 'success'
    where u.id = ${id}::uuid and u.deleted_at is null`)

/** Reads all of it in one wait. */
export async function readExplanation(scope: Scope, id: string): Promise<Explanation> {
  const may = (code: Principal['permissions'][number]) => scope.actor.permissions.includes(code)
  const [roles, entries, short] = await Promise.all([
    may('VIEW_ROLES') ? rolesAround(scope, id) : null,
    may('VIEW_AUDIT_LOGS') ? entriesOf(scope, id) : [],
    shortLived(scope, COMPANY_PERMISSIONS, null),
  ])
  return {
    roles,
    entries: new Map(entries.map(({ role_id, entry_id }) => [role_id, entry_id])),
    short: new Set(short.map(({ code }) => code)),
  }
}

/** Asks the very rules of assign_role, without giving anything. */
function mayAssign(
  actor: Principal,
  person: User,
  { codes }: CompanyRole,
  short: Explanation['short'],
) {
  if (!actor.permissions.includes('ASSIGN_ROLES')) return false
  try {
    assertManageable(actor, { ...person, permissions: [] })
    assertGrantable(actor, codes)
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
  return !codes.some((code) => short.has(code))
}

/** Every code of the catalogue: with the entries of its assignments, or with the roles that would give it. */
export function explained(
  actor: Principal,
  person: User,
  paths: readonly Held[],
  { roles, entries, short }: Explanation,
): Held[] {
  const held = new Set(paths.filter(({ sources }) => sources.length > 0).map((p) => p.permission))
  const added = (role: CompanyRole, missing: string) =>
    role.codes.filter((code) => code !== missing && !held.has(code))
  const nearest = (missing: string): Nearest[] | undefined =>
    roles
      ?.filter(({ codes }) => codes.includes(missing))
      .map((role) => ({ role, adds: added(role, missing) }))
      .sort((a, b) => a.adds.length - b.adds.length || compareNames(a.role, b.role))
      .slice(0, NEAREST)
      .map(({ role, adds }) => ({
        role: { id: role.id, name: role.name },
        user_count: role.user_count,
        adds,
        may_assign: mayAssign(actor, person, role, short),
      }))
  return paths.map(({ sources, ...path }) => ({
    ...path,
    sources: sources.map((source) => ({
      ...source,
      audit_entry: (source.role && entries.get(source.role.id)) ?? null,
    })),
    ...(sources.length === 0 && { nearest: nearest(path.permission) ?? null }),
  }))
}

const compareNames = (a: CompanyRole, b: CompanyRole) =>
  a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
