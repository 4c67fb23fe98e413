import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from './migrate'
import { findOpenFences } from './self-check'
import { requestUrl, rolesOf } from './urls'

const home = process.env.DATABASE_URL!
const name = `self_check_${Date.now()}`
const url = new URL(home)
url.pathname = `/${name}`
const request = requestUrl(url.toString(), 'a secret of this test')
const roles = rolesOf(request)
const fence = `(select nullif(current_setting('app.company_id', true), '')::uuid)`
const only = `using (company_id = ${fence}) with check (company_id = ${fence})`
const remade = `create policy company_only on users to ${roles.request} ${only}`
let owner: postgres.Sql
let admin: postgres.Sql

beforeAll(async () => {
  admin = postgres(home, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  // As someone may have made them in advance: what the grant inherits was settled when it was given.
  await admin.unsafe(`create role ${roles.platform} nologin`)
  const { password } = new URL(request)
  await admin.unsafe(`create role ${roles.request} login inherit password '${password}'`)
  await admin.unsafe(`grant ${roles.platform} to ${roles.request}`)
  await admin.unsafe(`alter role ${roles.request} noinherit`)
  await migrate(url.toString(), request)
  owner = postgres(url.toString(), { max: 1, onnotice: () => {} })
})

afterAll(async () => {
  await owner.end()
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.unsafe(`drop role ${roles.request}`)
  await admin.unsafe(`drop role ${roles.platform}`)
  await admin.end()
})

it('finds nothing, also where the grant had been made to inherit', async () => {
  expect(await findOpenFences(request)).toEqual([])
})

it('refuses a grant that inherits although the role does not', async () => {
  const [server] = await admin`select current_setting('server_version_num')::int as number`
  if (server!.number < 160_000) return
  await admin.unsafe(`grant ${roles.platform} to ${roles.request} with inherit true`)
  expect(await findOpenFences(request)).toContainEqual(expect.stringContaining('inherits'))
  await migrate(url.toString(), request)
  expect(await findOpenFences(request)).toEqual([])
})

it.each([
  ['alter policy platform_all on users to public', `to ${roles.platform}`, 'platform_all'],
  ['alter policy owner_all on users to public', 'to current_user', 'owner_all'],
  ['alter policy company_only on users to public', `to ${roles.request}`, 'company_only'],
  [
    `alter policy company_only on users using (true or company_id = ${fence})`,
    only,
    'company_only',
  ],
  [
    `alter policy company_only on users with check (true or company_id = ${fence})`,
    only,
    'company_only',
  ],
])('refuses: %s', async (damage, repair, policy) => {
  await owner.unsafe(damage)
  expect(await findOpenFences(request)).toEqual([expect.stringContaining('users')])
  await owner.unsafe(`alter policy ${policy} on users ${repair}`)
  expect(await findOpenFences(request)).toEqual([])
})

it.each(['as restrictive', 'for select'])('refuses a policy %s', async (kind) => {
  await owner.unsafe('drop policy company_only on users')
  const [as, command] = kind.startsWith('as') ? [kind, ''] : ['', kind]
  const clause = command ? `using (company_id = ${fence})` : only
  await owner.unsafe(
    `create policy company_only on users ${as} ${command} to ${roles.request} ${clause}`,
  )
  expect(await findOpenFences(request)).toEqual([expect.stringContaining('company_only')])
  await owner.unsafe('drop policy company_only on users')
  await owner.unsafe(remade)
  expect(await findOpenFences(request)).toEqual([])
})

it.each([
  ['select', 'identities'],
  ['insert', 'login_guard'],
  ['update (replaced_at)', 'refresh_tokens'],
  ['select (token_hash)', 'one_time_links'],
  ['insert', 'one_time_links'],
  ['select', 'mail_outbox'],
  ['truncate', 'audit_logs'],
])('refuses the platform role the right to %s on %s', async (right, table) => {
  const column = right.includes('replaced_at')
  const given = column
    ? `update (${(await owner`select attname from pg_attribute where attrelid = ${table}::regclass and attnum = 1`)[0]!.attname})`
    : right
  await owner.unsafe(`grant ${given} on ${table} to ${roles.platform}`)
  expect(await findOpenFences(request)).toHaveLength(1)
  await owner.unsafe(`revoke ${given} on ${table} from ${roles.platform}`)
  expect(await findOpenFences(request)).toEqual([])
})
