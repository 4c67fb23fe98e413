import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOpenFences } from '@/db/self-check'
import { loginWithPassword } from '@/lib/auth/commands'
import { requestDatabaseUrl } from '@/lib/core/database'
import { env } from '@/lib/core/env'
import { run } from '@/lib/testing/sandbox'
import { seedDemo } from './demo'
import { DEMO_COMPANIES } from './demo-people'
import { type Seeded, seed } from './seed'

let sql: postgres.Sql
let seeded: Seeded
const ids = () => seeded.companies.map(({ id }) => id)

const NUMBERS = { companies: 3, users: 250, roles: 36, auditRows: 1_500 }
const DEMO_IDS = DEMO_COMPANIES.map(({ id }) => id)

const signIn = (email: string, password: string) =>
  run(loginWithPassword, null, { email, password })

async function count(table: string, companies: string[]) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from ${sql(table)} where company_id in ${sql(companies)}`
  return row!.count
}

beforeAll(async () => {
  sql = postgres(env().DATABASE_URL, { max: 1, onnotice: () => {} })
  seeded = await seed(env().DATABASE_URL, NUMBERS)
})

afterAll(() => sql.end())

describe('the seed', () => {
  it('makes what was asked for', async () => {
    expect(seeded.companies).toHaveLength(3)
    expect(await count('users', ids())).toBe(250)
    expect(await count('roles', ids())).toBe(36 + 3)
    expect(await count('audit_logs', ids())).toBe(1_500)
    const [kinds] = await sql<Record<'ending' | 'taken' | 'sessions' | 'future', number>[]>`
      select (select count(*)::int from user_roles where company_id in ${sql(ids())} and expires_at > now()) as ending,
        (select count(*)::int from user_roles where company_id in ${sql(ids())} and revoked_at is not null) as taken,
        (select count(*)::int from sessions where company_id in ${sql(ids())}) as sessions,
        (select count(*)::int from audit_logs where company_id in ${sql(ids())} and timestamp > now()) as future`
    expect(kinds?.ending).toBeGreaterThan(0)
    expect(kinds?.taken).toBeGreaterThan(0)
    expect(kinds?.sessions).toBeGreaterThan(0)
    expect(kinds?.future).toBe(0)
  })

  it('makes ids of version 7 that tell the moment', async () => {
    const [row] = await sql<{ rows: number; fitting: number }[]>`
      select count(*)::int as rows, count(*) filter (
        where abs(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint
          - date_part('epoch', at) * 1000) < 2
        and substr(id::text, 15, 1) = '7' and substr(id::text, 20, 1) in ('8', '9', 'a', 'b'))::int as fitting
      from (
        select id, created_at as at from users where company_id in ${sql(ids())}
        union all
        select id, timestamp from audit_logs where company_id in ${sql(ids())}
      ) made`
    expect(row?.rows).toBe(1_750)
    expect(row?.fitting).toBe(row?.rows)
  })

  it('leaves every company an administrator who can sign in', async () => {
    for (const { id, administrator } of seeded.companies) {
      const [row] = await sql<{ permanent_count: number }[]>`
        select permanent_count from app.administrators(${id})`
      expect(row?.permanent_count).toBeGreaterThan(0)
      const { permissions } = await signIn(administrator, seeded.password)
      expect(permissions).toHaveLength(14)
    }
  })

  it('keeps the fences closed, also around the months it made', async () => {
    expect(await findOpenFences(requestDatabaseUrl())).toEqual([])
    const kinds = await sql`
      select distinct c.relrowsecurity, c.relforcerowsecurity,
        (select array_agg(polname::text order by polname) from pg_policy where polrelid = c.oid) as policies,
        (select array_agg(tgname::text order by tgname) from pg_trigger where tgrelid = c.oid) as triggers,
        (select count(*) from pg_index where indrelid = c.oid) as indexes
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'audit_logs'::regclass`
    expect(kinds).toHaveLength(1)
  })

  it('can be repeated, with other names', async () => {
    const again = await seed(env().DATABASE_URL, { ...NUMBERS, auditRows: 0 })
    const names = new Set([...seeded.companies, ...again.companies].map(({ name }) => name))
    expect(names.size).toBe(6)
  })

  it('puts everybody into one company, as often as asked', async () => {
    const request = { ...NUMBERS, users: 40, company: 'One & Only', password: 'Known-word-1' }
    const first = await seed(env().DATABASE_URL, request)
    const second = await seed(env().DATABASE_URL, request)
    expect(second.companies.map(({ id }) => id)).toEqual(first.companies.map(({ id }) => id))
    expect(await count('users', [first.companies[0]!.id])).toBe(80)
    expect(second.companies[0]?.administrator).toMatch(/@one-only\.example$/)
    await expect(signIn(second.companies[0]!.administrator, 'Known-word-1')).resolves.toBeDefined()
  })

  it('refuses companies without an administrator', async () => {
    await expect(seed(env().DATABASE_URL, { ...NUMBERS, users: 2 })).rejects.toThrow('at least 3')
  })
})

describe('the demo data', () => {
  it('is made once, whatever became of it', async () => {
    const [line] = await seedDemo(env().DATABASE_URL)
    const password = /password: (\S+)/.exec(line!)![1]!
    const { permissions } = await signIn('nora.lindholm@northwind.example', password)
    expect(permissions).toHaveLength(14)
    const both = await signIn('agnes.weber@northwind.example', password)
    expect(both.companies?.map(({ name }) => name).sort()).toEqual([
      'Aurora Foods',
      'Northwind Trading',
    ])
    await expect(signIn('mei.tanaka@northwind.example', password)).rejects.toMatchObject({
      kind: 'LOCKED',
    })
    const before = await count('users', DEMO_IDS)
    await sql`update companies set name = 'Renamed' where id = ${DEMO_IDS[0]!}`
    expect(await seedDemo(env().DATABASE_URL)).toEqual([])
    expect(await count('users', DEMO_IDS)).toBe(before)
  })

  it('leaves a true trail of its roles, and an administrator in each company', async () => {
    const [row] = await sql<{ created: number; assigned: number }[]>`
      select count(*) filter (where action = 'CREATE')::int as created,
        count(*) filter (where action = 'ASSIGN_ROLE')::int as assigned
      from audit_logs where company_id in ${sql(DEMO_IDS)} and request_id = 'demo data'`
    expect(row).toEqual({ created: 9, assigned: 14 })
    for (const id of DEMO_IDS) {
      const [administrators] = await sql`select * from app.administrators(${id})`
      expect(administrators).toEqual({ current_count: 1, permanent_count: 1 })
    }
    expect(await findOpenFences(requestDatabaseUrl())).toEqual([])
  })
})
