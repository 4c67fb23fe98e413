import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { hashPassword } from '@/lib/auth/passwords'
import { dealOut, makeCompanies, nameCompany } from './companies'
import type { Sql } from './expressions'
import { grantAdministration, grantRoles } from './grants'
import { writeHistory } from './history'
import { inventPeople, lockSome, makePeople } from './people'
import { makeAdministratorRoles, makeRoles } from './roles'

export interface SeedRequest {
  companies: number
  /** Everybody goes into the company of this name, made when it is absent; `companies` then says nothing. */
  company?: string
  /** Like the rest, over all the companies together. */
  users: number
  roles: number
  auditRows: number
  /** Everybody's; a random one when it is absent. */
  password?: string
}

export interface Seeded {
  companies: { id: string; name: string; administrator: string }[]
  users: number
  password: string
}

const HISTORY_MONTHS = 12

/**
 * Fills a migrated database with invented companies, beside whatever is there. Tells `onProgress` what is
 * done of how much. Throws one line.
 */
export async function seed(
  ownerUrl: string,
  request: SeedRequest,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Seeded> {
  const password = request.password ?? randomBytes(12).toString('base64url')
  const count = request.company ? 1 : request.companies
  if (request.users < count) {
    throw new Error(`${count} companies need at least ${count} users: each has an administrator.`)
  }
  const total = request.users + request.auditRows
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    // Two seeds at once would draw the same names.
    await sql`select pg_advisory_lock(hashtext('erp-access seed'))`
    const companies = await makePopulation(sql, { ...request, companies: count }, password)
    let done = request.users
    onProgress(done, total)
    const ids = companies.map(({ id }) => id)
    await writeHistory(
      ownerUrl,
      { companies: ids, rows: request.auditRows, months: HISTORY_MONTHS },
      (rows) => {
        done += rows
        onProgress(done, total)
      },
    )
    // Reading more of the new pages would take longer than writing them did.
    await sql`set default_statistics_target = 4`
    await sql`analyze audit_logs`
    return { companies, users: request.users, password }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function makePopulation(
  connection: postgres.Sql,
  request: SeedRequest,
  password: string,
): Promise<Seeded['companies']> {
  const passwordHash = await hashPassword(password)
  return connection.begin(async (sql) => {
    await sql`select set_config('jit', 'off', true)`
    if (request.company) await nameCompany(sql, request.company)
    else await makeCompanies(sql, request.companies)
    await dealOut(sql, request)
    await makeAdministratorRoles(sql)
    await makeRoles(sql)
    await inventPeople(sql)
    await makePeople(sql, passwordHash)
    await lockSome(sql)
    await grantAdministration(sql)
    await grantRoles(sql)
    await tellThePlanner(sql)
    return sql<Seeded['companies']>`
      select distinct on (c.position) c.id, c.name, p.email as administrator
      from seed_companies c join seed_people p on p.company_id = c.id and p.is_admin
      order by c.position, p.joined_at`
  })
}

/** Without it the planner would believe for a while that the tables are as small as they were. */
const tellThePlanner = (sql: Sql) =>
  sql`analyze companies, identities, users, roles, user_roles, role_permissions, sessions`
