import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import { logout } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords'
import { openSession } from '@/lib/auth/sessions'
import type { Context } from '@/lib/core/context'
import { systemPool } from '@/lib/core/database'
import { execute } from '@/lib/core/execute'
import { createRole } from '@/lib/roles/commands'
import { assignRole } from '@/lib/users/role-commands'
import { DEMO_COMPANIES, DEMO_GUEST, type DemoPerson } from './demo-people'
import type { Sql } from './expressions'
import { grantAdministration } from './grants'
import { writeHistory } from './history'
import { keepLocked, makePeople, makePeopleTable } from './people'
import { makeAdministratorRoles } from './roles'

const HISTORY = { rows: 240, months: 3 }
const DAY_MS = 86_400_000

type DemoCompany = (typeof DEMO_COMPANIES)[number]
type Member = DemoPerson & { id: string; identity: string; email: string }

const addressOf = (person: DemoPerson, domain: string) =>
  `${person.first_name}.${person.last_name}@${domain}`.toLowerCase()

/**
 * Makes the three demo companies, unless they or what they need were made before. Returns the lines that
 * tell how to sign in; none when nothing was made.
 */
export async function seedDemo(ownerUrl: string): Promise<string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(hashtext('erp-access seed'))`
    if (await isMade(sql)) return []
    const password = randomBytes(12).toString('base64url')
    const passwordHash = await hashPassword(password)
    const teams = teamsOf()
    await sql.begin((tx) => makeTeams(tx, teams, passwordHash))
    await Promise.all(teams.map(({ company, members }) => assignRoles(company, members)))
    await writeHistory(ownerUrl, { ...HISTORY, companies: DEMO_COMPANIES.map(({ id }) => id) })
    const administrators = teams.map(({ members }) => members[0]?.email).join(', ')
    return [
      `Demo people sign in with this password: ${password}  (administrators: ${administrators})`,
    ]
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function isMade(sql: Sql) {
  const ids = DEMO_COMPANIES.map(({ id }) => id)
  const names = DEMO_COMPANIES.map(({ name }) => name.toLowerCase())
  const domains = DEMO_COMPANIES.map(({ domain }) => domain)
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select from companies
        where id in ${sql(ids)} or lower(name) in ${sql(names)})
      or exists (select from identities
        where split_part(email_normalised, '@', 2) in ${sql(domains)}) as found`
  return row?.found ?? false
}

function teamsOf() {
  const teams = DEMO_COMPANIES.map((company) => ({
    company,
    members: company.people.map(
      (person): Member => ({
        ...person,
        id: uuidv7(),
        identity: uuidv7(),
        email: addressOf(person, company.domain),
      }),
    ),
  }))
  const [home, away] = teams
  const guest = home?.members.find(({ last_name }) => last_name === DEMO_GUEST.last_name)
  if (guest)
    away?.members.push({
      ...DEMO_GUEST,
      id: uuidv7(),
      identity: guest.identity,
      email: guest.email,
    })
  return teams
}

type Team = ReturnType<typeof teamsOf>[number]

/** Companies, people and administrators in one transaction, so that an interrupted first start leaves none of it. */
async function makeTeams(sql: Sql, teams: Team[], passwordHash: string) {
  const now = Date.now()
  await sql`
    insert into companies ${sql(
      teams.map(({ company: { id, name, description, time_zone, locale } }, index) => ({
        ...{ id, name, description, time_zone, locale },
        created_at: new Date(now - (500 + index) * DAY_MS),
      })),
    )}`
  await sql`
    create temp table seed_companies on commit drop as
    select id, created_at from companies where id in ${sql(teams.map(({ company }) => company.id))}`
  await makePeopleTable(sql)
  await sql`
    insert into seed_people ${sql(
      teams.flatMap(({ company, members }) =>
        members.map((member, index) => ({
          ...{ company_id: company.id, id: member.id, identity_id: member.identity },
          ...{ username: member.email.split('@')[0], email: member.email },
          ...{ first_name: member.first_name, last_name: member.last_name },
          joined_at: new Date(now - (400 - index * 7) * DAY_MS),
          ...{ is_active: member.is_active ?? true, is_admin: index === 0 },
        })),
      ),
    )}`
  await makeAdministratorRoles(sql)
  await makePeople(sql, passwordHash)
  await grantAdministration(sql)
  await lock(
    sql,
    teams.flatMap(({ members }) => members).filter((member) => member.is_locked),
  )
}

async function lock(sql: Sql, members: Member[]) {
  await sql`
    update users set locked_until = now() + interval '1 hour'
    where id in ${sql(members.map(({ id }) => id))}`
  await keepLocked(
    sql,
    members.map(({ email }) => email),
  )
}

/** Done by the administrator through the project's own operations, which leaves a true trail. */
async function assignRoles(
  { id: companyId, roles }: DemoCompany,
  [administrator, ...others]: Member[],
) {
  if (!administrator) return
  const ctx: Context = {
    ...{ requestId: 'demo data', ip: '127.0.0.1', userAgent: 'demo data', target: 'demo data' },
    sessionId: null,
  }
  ctx.sessionId = await systemPool().write(({ db }) =>
    openSession(db, ctx, { companyId, userId: administrator.id }),
  )
  const ids = new Map<string, string>()
  for (const role of roles) {
    // Safe because createRole answers with the role.
    const { id } = (await execute(createRole, ctx, () => role)) as { id: string }
    ids.set(role.name, id)
  }
  for (const { id, role, days, reason } of others) {
    const expires_at = days && new Date(Date.now() + days * DAY_MS).toISOString()
    if (role)
      await execute(assignRole, ctx, () => ({ id, role_id: ids.get(role), expires_at, reason }))
  }
  await execute(logout, ctx, () => ({}))
}
