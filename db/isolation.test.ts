import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from './migrate'
import { findOpenFences } from './self-check'
import { requestUrl, rolesOf } from './urls'

const A = '0a000000-0000-7000-8000-00000000000a'
const B = '0b000000-0000-7000-8000-00000000000b'
const TABLES = [
  'companies',
  'users',
  'roles',
  'role_permissions',
  'user_roles',
  'sessions',
  'audit_logs',
  'idempotency_keys',
] as const
const keyOf = (table: string) => (table === 'companies' ? 'id' : 'company_id')

let scratch: string
let request: string
let owner: postgres.Sql

/** One row of each kind for a company. */
async function fill(company: string) {
  const [identity, id] = [randomUUID(), randomUUID()]
  await owner.begin(async (tx) => {
    await tx`insert into companies (id, name) values (${company}, ${company})`
    await tx`insert into identities (id, email, email_normalised, password_hash) values (${identity}, ${id}, ${id}, '')`
    await tx`insert into users (company_id, id, identity_id, username, email) values (${company}, ${id}, ${identity}, 'x', 'x')`
    await tx`insert into roles (company_id, id, name) values (${company}, ${id}, 'x')`
    await tx`insert into permissions (id, code, description) values (${id}, 'VIEW_USERS', '') on conflict do nothing`
    await tx`insert into role_permissions (company_id, id, role_id, permission) values (${company}, ${id}, ${id}, 'VIEW_USERS')`
    await tx`insert into user_roles (company_id, id, user_id, role_id) values (${company}, ${id}, ${id}, ${id})`
    await tx`insert into sessions (company_id, id, user_id, expires_at) values (${company}, ${id}, ${id}, now() + interval '1 day')`
    await tx`insert into audit_logs (company_id, id, action, resource_type, details) values (${company}, ${id}, 'CREATE', 'Role', '')`
    await tx`insert into outbox (company_id, user_id, event, payload) values (${company}, ${id}, 'x', '{}')`
    await tx`insert into idempotency_keys (company_id, user_id, key, request_hash) values (${company}, ${id}, 'x', '')`
  })
}

/** Runs as the request role does, in a transaction of company A. */
async function asCompanyA<T>(body: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  const sql = postgres(request, { max: 1, onnotice: () => {} })
  try {
    const result = await sql.begin(async (tx) => {
      await tx`select set_config('app.company_id', ${A}, true)`
      return body(tx)
    })
    return result as T
  } finally {
    await sql.end()
  }
}

/** The isolation suite: what is wrong with a table as company A sees it; empty when the fence holds. */
async function breaches(table: string): Promise<string[]> {
  const key = keyOf(table)
  return asCompanyA(async (tx) => {
    const rows = await tx.unsafe(`select * from ${table}`)
    const found: string[] = []
    if (rows.some((row) => row[key] !== A)) found.push('a foreign row is seen')
    if (!rows.some((row) => row[key] === A)) found.push('the own row is not seen')
    return found
  })
}

beforeAll(async () => {
  const url = new URL(process.env.DATABASE_URL!)
  scratch = `isolation_${Date.now()}`
  const admin = postgres(url.toString(), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${scratch}`)
  await admin.end()
  url.pathname = `/${scratch}`
  request = requestUrl(url.toString(), 'a secret of this test')
  await migrate(url.toString(), request)
  owner = postgres(url.toString(), { max: 1, onnotice: () => {} })
  await fill(A)
  await fill(B)
})

afterAll(async () => {
  await owner.end()
  const admin = postgres(process.env.DATABASE_URL!, { max: 1, onnotice: () => {} })
  const roles = rolesOf(request)
  await admin.unsafe(`drop database ${scratch} with (force)`)
  await admin.unsafe(`drop role ${roles.request}`)
  await admin.unsafe(`drop role ${roles.platform}`)
  await admin.end()
})

describe.each(TABLES)('%s', (table) => {
  it('shows company A its own rows and no other, without any filter', async () => {
    expect(await breaches(table)).toEqual([])
  })

  it.each([
    ['its policy is dropped', (t: string) => [`drop policy company_only on ${t}`]],
    [
      'row-level security is switched off',
      (t: string) => [`alter table ${t} disable row level security`],
    ],
    [
      'its policy lets everybody in',
      (t: string) => [`alter policy company_only on ${t} using (true)`],
    ],
  ])('is reported by this suite and refused by the self-check when %s', async (_, damage) => {
    const repair = await damaged(table, damage(table))
    try {
      expect(await breaches(table)).not.toEqual([])
      expect(await findOpenFences(request)).not.toEqual([])
    } finally {
      await repair()
    }
    expect(await breaches(table)).toEqual([])
  })
})

/** Opens the fence of a table and gives back the way to close it. */
async function damaged(table: string, statements: string[]) {
  for (const statement of statements) await owner.unsafe(statement)
  const fence = `${keyOf(table)} = (select nullif(current_setting('app.company_id', true), '')::uuid)`
  return async () => {
    await owner.unsafe(`alter table ${table} enable row level security`)
    await owner.unsafe(`drop policy if exists company_only on ${table}`)
    await owner.unsafe(
      `create policy company_only on ${table} to ${rolesOf(request).request} using (${fence}) with check (${fence})`,
    )
  }
}

describe('the request role', () => {
  it('sees nothing at all without a company', async () => {
    const sql = postgres(request, { max: 1 })
    for (const table of TABLES) expect(await sql.unsafe(`select * from ${table}`)).toHaveLength(0)
    await sql.end()
  })

  it('cannot write into another company', async () => {
    const inserted = asCompanyA(
      (tx) => tx`insert into roles (company_id, id, name) values (${B}, ${randomUUID()}, 'y')`,
    )
    await expect(inserted).rejects.toThrow('row-level security')
    const moved = asCompanyA((tx) => tx`update roles set company_id = ${B}`)
    await expect(moved).rejects.toThrow('row-level security')
    expect(
      (await asCompanyA((tx) => tx`update roles set name = 'z' where company_id = ${B}`)).count,
    ).toBe(0)
  })

  it('cannot give a user the role of another company, even where it could write both', async () => {
    const [role] = await owner`select id from roles where company_id = ${B}`
    const [user] = await owner`select id from users where company_id = ${A}`
    const given = asCompanyA(
      (tx) =>
        tx`insert into user_roles (company_id, id, user_id, role_id) values (${A}, ${randomUUID()}, ${user!.id}, ${role!.id})`,
    )
    await expect(given).rejects.toThrow('user_roles_role')
  })

  it.each([
    'select * from identities',
    'select * from login_guard',
    'select * from refresh_tokens',
    'select * from outbox',
    "update audit_logs set details = 'nothing happened'",
    'delete from audit_logs',
    'truncate audit_logs',
    'delete from user_roles',
    'create table mine (x int)',
    'select app.own_identity(gen_random_uuid())',
  ])('may not: %s', async (statement) => {
    await expect(asCompanyA((tx) => tx.unsafe(statement))).rejects.toThrow('permission denied')
  })

  it('leaves no company behind in its connection', async () => {
    const sql = postgres(request, { max: 1 })
    await sql.begin((tx) => tx`select set_config('app.company_id', ${A}, true)`)
    expect(await sql`select * from roles`).toHaveLength(0)
    await sql.end()
  })
})

it.each(["update audit_logs set details = ''", 'delete from audit_logs', 'truncate audit_logs'])(
  'refuses even the owner: %s',
  (statement) => expect(owner.unsafe(statement)).rejects.toThrow('The audit trail only grows'),
)

it('is up to date when two instances migrate at once, and refuses a changed migration', async () => {
  const url = new URL(process.env.DATABASE_URL!)
  url.pathname = `/${scratch}`
  await expect(
    Promise.all([migrate(url.toString(), request), migrate(url.toString(), request)]),
  ).resolves.toBeDefined()
  await owner`update applied_migrations set hash = 'x' where tag = '0000_tables'`
  await expect(migrate(url.toString(), request)).rejects.toThrow('was changed after')
})
