import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Pool } from '@/db/pool'
import { makeScratchDatabase, withoutTriggers } from '@/lib/testing/scratch-database'
import { GENESIS, link, readHead, SEALED_SELECT, type SealedRow } from './chain'
import { sealPending } from './seal'
import { type Question, verifyCompany } from './verify'

const ENTRIES = 10
const BATCH = 4

let scratch: Awaited<ReturnType<typeof makeScratchDatabase>>
let owner: postgres.Sql
let pool: Pool
let company: string
/** The ids of the entries in the order of their seals. */
let ids: string[]

beforeAll(async () => {
  scratch = await makeScratchDatabase('tampering')
  owner = postgres(scratch.url, { max: 1, onnotice: () => {} })
  pool = new Pool(scratch.url, { max: 2, queue: 10, deadlineMs: 15_000 })
})

afterAll(async () => {
  await Promise.all([owner.end(), pool.close()])
  await scratch.drop()
})

const REQUEST = { session_id: randomUUID(), route: 'POST /api/roles', duration_ms: 12 }

/** Those with an odd number are as entries were before they kept anything of their request. */
const insert = (details: string, sql: postgres.Sql | postgres.TransactionSql = owner) => {
  const entry = { company_id: company, id: randomUUID(), action: 'CREATE', resource_type: 'Role' }
  return sql`insert into audit_logs ${sql({ ...entry, details, ...(!/[13579]$/.test(details) && REQUEST) })}`
}

const seal = async () => {
  const errors: string[] = []
  await sealPending({ pool, batch: BATCH, onError: (error) => errors.push(String(error)) })
  return errors
}

const verify = async (kept?: Question['kept']) =>
  (await owner.begin((tx) => verifyCompany(tx, { company, kept }))).broken

const heads = async () => {
  const rows = await owner<{ token: string }[]>`
    select token from audit_heads where company_id = ${company} order by sequence`
  return rows.map(({ token }) => readHead(token)!)
}

beforeEach(async () => {
  await owner`delete from audit_unsealed`
  company = randomUUID()
  for (let n = 1; n <= ENTRIES; n++) await insert(`Entry ${n}`)
  expect(await seal()).toEqual([])
  const seals = await owner<{ audit_id: string }[]>`
    select audit_id from audit_seals where company_id = ${company} order by sequence`
  ids = seals.map(({ audit_id }) => audit_id)
  expect(await verify()).toBeNull()
  expect(await verify(await heads())).toBeNull()
})

const tamper = (body: (tx: postgres.TransactionSql) => Promise<unknown>) =>
  withoutTriggers(owner, ['audit_logs', 'audit_seals', 'audit_heads'], body)

const removeEnd = (tx: postgres.TransactionSql, after: number) =>
  Promise.all([
    tx`delete from audit_seals where company_id = ${company} and sequence > ${after}`,
    tx`delete from audit_heads where company_id = ${company} and sequence > ${after}`,
  ])

/** Recomputes every seal from the entries as they are now, as somebody without the key would. */
async function rehash(tx: postgres.TransactionSql) {
  const rows = await tx<(SealedRow & { sequence: string })[]>`
    select s.sequence, ${tx.unsafe(SEALED_SELECT)} from audit_seals s
    join audit_logs a on a.company_id = s.company_id and a.id = s.audit_id
    where s.company_id = ${company} order by s.sequence`
  let hash = GENESIS
  for (const row of rows) {
    hash = link(hash, row)
    await tx`update audit_seals set hash = ${hash} where company_id = ${company} and sequence = ${row.sequence}`
  }
}

it.each([
  [4, "details = 'Nothing happened'"],
  [4, 'changes = \'{"a": 1}\''],
  [4, "timestamp = timestamp + interval '1 microsecond'"],
  [4, "session_id = '00000000-0000-7000-8000-000000000000'"],
  [4, "ip_address = ''"],
  [4, "route = ''"],
  [4, 'duration_ms = 0'],
  [9, "details = ''"],
  [5, 'session_id = null'],
  [5, 'route = null'],
  [5, 'duration_ms = null'],
  [5, "route = 'GET /api/roles'"],
  [5, 'session_id = null, route = null, duration_ms = null'],
])('finds that of entry %i is said now: %s', async (index, change) => {
  await tamper((tx) => tx.unsafe(`update audit_logs set ${change} where id = '${ids[index]}'`))
  expect(await verify()).toEqual(expect.objectContaining({ kind: 'changed', auditId: ids[index] }))
})

it('finds a removed entry, with its seal and without', async () => {
  await tamper((tx) => tx`delete from audit_logs where id = ${ids[2]!}`)
  expect(await verify()).toMatchObject({ kind: 'missing', sequence: 3, auditId: ids[2] })
  await tamper((tx) => tx`delete from audit_seals where audit_id = ${ids[2]!}`)
  expect(await verify()).toMatchObject({ kind: 'missing', sequence: 3, auditId: null })
})

it('finds an entry that was removed before it was sealed', async () => {
  await insert('soon gone')
  const [{ id } = { id: '' }] = await owner<{ id: string }[]>`
    select id from audit_logs where company_id = ${company} and details = 'soon gone'`
  await tamper((tx) => tx`delete from audit_logs where id = ${id}`)
  await insert('stays')
  expect(await seal()).toEqual([])
  expect(await verify()).toMatchObject({ kind: 'missing', sequence: null, auditId: id })
})

it('finds an entry that was put in past the trigger', async () => {
  await tamper((tx) => insert('forged', tx))
  expect(await verify()).toMatchObject({ kind: 'inserted', sequence: null })
})

it('finds two seals whose entries were swapped', async () => {
  await tamper(async (tx) => {
    await tx`update audit_seals set sequence = sequence + 100 where company_id = ${company} and sequence in (3, 6)`
    await tx`update audit_seals set sequence = 109 - sequence where company_id = ${company} and sequence > 100`
  })
  expect(await verify()).toMatchObject({ kind: 'changed', sequence: 3, auditId: ids[5] })
})

it('tells a changed seal from a changed entry', async () => {
  await tamper((tx) => tx`update audit_seals set hash = ${GENESIS} where audit_id = ${ids[3]!}`)
  expect(await verify()).toMatchObject({ kind: 'hash', sequence: 4, auditId: ids[3] })
})

it('finds a chain that was computed anew without the key, and seals nothing behind it', async () => {
  await tamper(async (tx) => {
    await tx`update audit_logs set details = '' where id = ${ids[5]!}`
    await rehash(tx)
  })
  expect(await verify()).toMatchObject({ kind: 'signature', sequence: 5 })
  await insert('later')
  expect(await seal()).toEqual([expect.stringContaining('tampered with')])
  expect(await verify()).toMatchObject({ kind: 'signature', sequence: 5 })
  await tamper((tx) => tx`delete from audit_heads where company_id = ${company} and sequence > 4`)
  expect(await verify()).toMatchObject({ kind: 'signature', sequence: 5 })
})

it('finds forged heads', async () => {
  await tamper(async (tx) => {
    await tx`update audit_logs set details = '' where id = ${ids[5]!}`
    await rehash(tx)
    const seals = await tx`select sequence, hash from audit_seals where company_id = ${company}`
    for (const { sequence, hash } of seals) {
      const claims = { sub: company, seq: Number(sequence), hash: hash.toString('base64url') }
      const payload = Buffer.from(JSON.stringify({ ...claims, fmt: 1, iat: 1 })).toString(
        'base64url',
      )
      await tx`update audit_heads
        set token = split_part(token, '.', 1) || '.' || ${payload} || '.' || split_part(token, '.', 3)
        where company_id = ${company} and sequence = ${sequence}`
    }
  })
  expect(await verify()).toMatchObject({ kind: 'signature', sequence: 1 })
})

it('finds a removed end by its signed head, by the entries left over, or by a kept head', async () => {
  const kept = await heads()
  await tamper((tx) => tx`delete from audit_seals where company_id = ${company} and sequence > 8`)
  expect(await verify()).toMatchObject({ kind: 'missing', sequence: 9 })
  await tamper((tx) => removeEnd(tx, 8))
  expect(await verify()).toMatchObject({ kind: 'inserted', auditId: ids[8] })
  await tamper((tx) => tx`delete from audit_logs where id in ${tx(ids.slice(8))}`)
  expect(await verify()).toBeNull()
  expect(await verify(kept)).toMatchObject({ kind: 'missing', sequence: 9 })
  await insert('later')
  expect(await seal()).toEqual([expect.stringContaining('tampered with')])
})

it('finds by a kept head what was put back, changed and sealed anew with the key', async () => {
  const kept = await heads()
  await tamper(async (tx) => {
    await tx`update audit_logs set details = '' where id = ${ids[5]!}`
    await removeEnd(tx, 0)
    await tx`insert into audit_unsealed select company_id, timestamp, id from audit_logs where company_id = ${company}`
  })
  expect(await seal()).toEqual([expect.stringContaining('tampered with')])
  // A sealer that has started since remembers nothing.
  vi.resetModules()
  const fresh = await import('./seal')
  await fresh.sealPending({ pool, batch: BATCH, onError: () => expect.unreachable() })
  expect(await verify()).toBeNull()
  expect(await verify(kept)).toMatchObject({ kind: 'hash', sequence: 5 })
})
