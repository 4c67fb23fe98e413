import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import { PERMISSIONS } from './catalog'

/** What somebody may do at one moment of a transaction, and the roles it comes from. */
export type Standing = {
  name: string
  /** As app.present_access tells it: their codes, * for all, - for nobody who may sign in. */
  access: string
  roles: string[]
}

type HeldRole = {
  name: string
  codes: string[]
}

export interface Standings {
  people: Map<string, Standing>
  roles: Map<string, HeldRole>
}

export const codesOf = (access: string): readonly string[] => {
  if (access === '*') return PERMISSIONS
  return access === '-' || access === '' ? [] : access.split(',')
}

/** How some people of a company stand at this moment of the transaction. One wait. */
export async function standingsOf(
  db: Db,
  company: string,
  members: readonly string[],
): Promise<Standings> {
  if (members.length === 0) return { people: new Map(), roles: new Map() }
  const ids = `{${members.join(',')}}`
  const [people, roles] = await Promise.all([
    db.execute<Standing & { id: string }>(sql`
      select p.id, p.access,
        coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username) as name,
        coalesce(held.roles, '[]') as roles
      from app.present_access(${company}::uuid, ${ids}::uuid[]) p
      join users u on u.company_id = ${company}::uuid and u.id = p.id
      left join (
        select user_id, json_agg(role_id) as roles from user_roles
        where company_id = ${company}::uuid and user_id = any(${ids}::uuid[])
          and revoked_at is null and (expires_at is null or expires_at > now())
        group by user_id) held on held.user_id = p.id`),
    db.execute<HeldRole & { id: string }>(sql`
      select r.id, r.name, json_agg(rp.permission) as codes
      from roles r
      join role_permissions rp on rp.company_id = r.company_id and rp.role_id = r.id
        and rp.revoked_at is null and (rp.expires_at is null or rp.expires_at > now())
      where r.company_id = ${company}::uuid and r.deleted_at is null
      group by r.id, r.name`),
  ])
  return {
    people: new Map(people.map(({ id, ...standing }) => [id, standing])),
    roles: new Map(roles.map(({ id, ...role }) => [id, role])),
  }
}

/** The codes that a person's roles give, each with the ids of these roles. */
export function pathsOf({ roles }: Standings, person: Standing): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  for (const id of person.roles) {
    for (const code of roles.get(id)?.codes ?? []) paths.set(code, [...(paths.get(code) ?? []), id])
  }
  return paths
}
