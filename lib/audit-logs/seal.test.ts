import { createHash } from 'node:crypto'
import { getTableColumns, sql } from 'drizzle-orm'
import { jwtVerify } from 'jose'
import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditLogs } from '@/db/schema'
import { verificationKey } from '@/lib/auth/keys'
import { writeAudit } from '@/lib/core/audit'
import { requestPool, systemPool } from '@/lib/core/database'
import { contextFor, makeCompany } from '@/lib/testing/sandbox'
import { canonical, SEALED_COLUMNS } from './chain'
import { sealPending } from './seal'
import { companies } from './trail'
import { verifyCompany } from './verify'

let owner: postgres.Sql
beforeAll(() => {
  owner = postgres(process.env.DATABASE_URL!, { max: 4, onnotice: () => {} })
})
afterAll(() => owner.end())

const write = (companyId: string, details = 'Did something.', changes = {}) =>
  systemPool().write(({ db }) =>
    writeAudit(db, { ...contextFor(null), startedAt: performance.now() }, null, {
      ...{ companyId, action: 'UPDATE', resourceType: 'User', details, changes },
    }),
  )

const seal = (batch?: number) =>
  sealPending({
    batch,
    onError: (error) => {
      throw error
    },
  })

const verify = (company: string, since?: string) =>
  owner.begin('isolation level repeatable read read only', (tx) =>
    verifyCompany(tx, { company, since }),
  )

describe('sealing', () => {
  it('covers every column of an entry', () => {
    const columns = Object.values(getTableColumns(auditLogs)).map(({ name }) => name)
    expect([...SEALED_COLUMNS].sort()).toEqual(columns.sort())
  })

  it('makes a chain and a signed head that can be checked as the decision record says', async () => {
    const { id } = await makeCompany()
    await write(id, 'A "quoted" \\ line\n\t\u001f\u007f\u2028 and Zoë 🦊', {
      b: { before: 1.5, after: null },
      aa: 'x',
    })
    await write(id)
    await seal()
    const rows = await owner`
      select s.hash, a.*, a.changes::text as changes_text,
        to_char(a.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from audit_seals s join audit_logs a on a.company_id = s.company_id and a.id = s.audit_id
      where s.company_id = ${id} order by s.sequence`
    let hash = Buffer.alloc(32)
    for (const row of rows) {
      const fields = [
        ...[2, row.company_id, row.id, row.at, row.user_id, row.user_name, row.user_email],
        ...[row.action, row.resource_type, row.resource_id, row.details, row.changes_text],
        ...[row.outcome, row.ip_address, row.user_agent, row.request_id, row.session_id],
        ...[row.route, row.duration_ms?.toString() ?? null],
      ]
      const text = `[${fields.map((field) => JSON.stringify(field)).join(', ')}]`
      hash = createHash('sha256').update(hash).update(text).digest()
      expect(row.hash).toEqual(hash)
    }
    const [head] = await owner`select * from audit_heads where company_id = ${id}`
    const key = await verificationKey(head!.kid, 3600)
    const { payload } = await jwtVerify(head!.token, key!.verify, { typ: 'audit-head+jwt' })
    expect(payload).toMatchObject({ sub: id, seq: 2, hash: hash.toString('base64url'), fmt: 1 })
    expect(await verify(id)).toMatchObject({ sealed: 2, awaiting: 0, broken: null })
  })

  it('keeps fields apart that a plain join would blend', () => {
    const row = Object.fromEntries(SEALED_COLUMNS.map((name) => [name, null])) as never
    const [one, other] = [
      { ...(row as object), details: 'ab', outcome: 'c' },
      { ...(row as object), details: 'a', outcome: 'bc' },
    ]
    expect(canonical(one as never)).not.toBe(canonical(other as never))
  })

  it('goes on with the next batch and tells what still waits', async () => {
    const { id } = await makeCompany()
    for (let n = 0; n < 7; n++) await write(id)
    await seal(3)
    const heads = await owner`select sequence from audit_heads where company_id = ${id} order by 1`
    expect(heads.map(({ sequence }) => Number(sequence))).toEqual([3, 6, 7])
    await write(id)
    expect(await verify(id)).toMatchObject({ sealed: 7, awaiting: 1, broken: null })
    expect(await verify(id, '2020-01-01T00:00:00.000000Z')).toMatchObject({ broken: null })
    expect(await verify(id, '2999-01-01T00:00:00.000000Z')).toMatchObject({ broken: null })
  })

  it('finds an entry that commits after later ones were sealed', async () => {
    const { id } = await makeCompany()
    const late = uuidv7()
    await owner.begin(async (tx) => {
      await tx`insert into audit_logs (company_id, id, timestamp, action, resource_type, details)
        values (${id}, ${late}, now(), 'CREATE', 'Role', 'late')`
      await write(id)
      await seal()
      expect(await verify(id)).toMatchObject({ sealed: 1, awaiting: 0, broken: null })
    })
    await seal()
    const [last] = await owner`
      select audit_id from audit_seals where company_id = ${id} and sequence = 2`
    expect(last!.audit_id).toBe(late)
    expect(await verify(id)).toMatchObject({ sealed: 2, broken: null })
  })

  it('leaves nothing out and seals nothing twice while many write and two sealers run', async () => {
    const ids = (await Promise.all([makeCompany(), makeCompany()])).map(({ id }) => id)
    let isWriting = true
    const sealer = async () => {
      while (isWriting) await seal(5)
    }
    const writer = async () => {
      for (let n = 0; n < 40; n++) await write(ids[n % 2]!)
    }
    const sealers = [sealer(), sealer()]
    await Promise.all(Array.from({ length: 5 }, writer))
    isWriting = false
    await Promise.all(sealers)
    await seal()
    for (const id of ids) {
      expect(await verify(id)).toMatchObject({ sealed: 100, awaiting: 0, broken: null })
    }
  })
})

it('knows every company that has entries, each once', async () => {
  const { id, name } = await makeCompany()
  await write(id)
  const [known, expected] = await owner.begin('isolation level repeatable read', async (tx) => [
    await companies(tx),
    await tx`select distinct company_id as id from audit_logs`,
  ])
  expect(known).toContainEqual({ id, name })
  expect(known.map((company) => company.id).sort()).toEqual(expected.map((row) => row.id).sort())
})

it('is nothing that a request can read or write', async () => {
  const { id } = await makeCompany()
  for (const table of ['audit_seals', 'audit_heads', 'audit_unsealed']) {
    for (const statement of [`select * from ${table}`, `delete from ${table}`]) {
      const asked = requestPool().write(async ({ db }) => {
        await db.execute(sql`select set_config('app.company_id', ${id}, true)`)
        return db.execute(sql.raw(statement))
      })
      await expect(asked).rejects.toMatchObject({
        cause: { message: expect.stringContaining('permission denied') },
      })
    }
  }
  await write(id)
  await seal()
  for (const table of ['audit_seals', 'audit_heads']) {
    await expect(owner.unsafe(`update ${table} set sequence = 1`)).rejects.toThrow('only grows')
    await expect(owner.unsafe(`delete from ${table}`)).rejects.toThrow('only grows')
    await expect(owner.unsafe(`truncate ${table}`)).rejects.toThrow('only grows')
  }
})
