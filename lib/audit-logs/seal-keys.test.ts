import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createKeyRing } from '@/lib/auth/keys'
import { closePools } from '@/lib/core/database'
import { eventually } from '@/lib/testing/eventually'
import { makeScratchDatabase } from '@/lib/testing/scratch-database'

const folder = mkdtempSync(join(tmpdir(), 'seal-keys-'))
const keyRing = join(folder, 'keys.json')
const company = randomUUID()

let scratch: Awaited<ReturnType<typeof makeScratchDatabase>>
let owner: postgres.Sql

beforeAll(async () => {
  scratch = await makeScratchDatabase('seal_keys')
  owner = postgres(scratch.url, { max: 1, onnotice: () => {} })
  await closePools()
  Object.assign(process.env, { DATABASE_URL: scratch.url, KEY_RING: keyRing })
})

afterAll(async () => {
  await Promise.all([owner.end(), closePools()])
  await scratch.drop()
  rmSync(folder, { recursive: true })
})

interface StoredKey {
  kid: string
}

async function newKey(name: string): Promise<StoredKey> {
  const path = join(folder, name)
  await createKeyRing(path)
  return JSON.parse(readFileSync(path, 'utf8')).keys[0]
}

/** A process that starts with these keys. */
async function processWith(...keys: StoredKey[]) {
  writeFileSync(keyRing, JSON.stringify({ keys }))
  vi.resetModules()
  const [seal, resign, { verifyCompany }] = await Promise.all([
    import('./seal'),
    import('./resign'),
    import('./verify'),
  ])
  const errors: string[] = []
  const onError = (error: unknown) => errors.push(String(error))
  return {
    errors,
    seal: () => seal.sealPending({ onError }),
    signAnew: () => resign.signAnew({ onError }),
    acceptHead: resign.acceptHead,
    verify: () => owner.begin((tx) => verifyCompany(tx, { company })),
  }
}

const write = () => owner`
  insert into audit_logs (company_id, id, action, resource_type, details)
  values (${company}, ${randomUUID()}, 'CREATE', 'Role', 'Made a role.')`

const newestKid = async () => {
  const [head] = await owner<{ kid: string }[]>`
    select kid from audit_heads where company_id = ${company} order by sequence desc, created_at desc`
  return head?.kid
}

it('outlives its keys: rotated ones by itself, a lost one only when somebody says so', async () => {
  const [one, two, three] = await Promise.all(['one', 'two', 'three'].map(newKey))
  await write()
  const before = await processWith(one!)
  await before.seal()
  expect(await newestKid()).toBe(one!.kid)

  const rotated = await processWith(one!, two!)
  await rotated.signAnew()
  await rotated.signAnew()
  expect(await newestKid()).toBe(two!.kid)
  expect(await owner`select from audit_heads`).toHaveLength(2)

  const later = await processWith(two!)
  expect((await later.verify()).broken).toBeNull()
  await write()
  expect(await later.seal()).toBe(1)

  const without = await processWith(three!)
  const verdict = await without.verify()
  expect(verdict.broken).toMatchObject({ kind: 'lost key', sequence: 2 })
  await write()
  expect(await without.seal()).toBe(0)
  expect(without.errors).toEqual([expect.stringContaining('its key was lost')])

  await without.acceptHead(company, verdict.token!)
  expect(await without.seal()).toBe(2)
  expect(await without.verify()).toMatchObject({ sealed: 4, awaiting: 0, broken: null })
  await expect(without.acceptHead(company, verdict.token!)).rejects.toThrow('another one by now')
})

it('is sealed by itself until it is stopped', async () => {
  const { verify } = await processWith(await newKey('four'))
  await owner`delete from audit_unsealed`
  const other = randomUUID()
  const writeOther = () => owner`
    insert into audit_logs (company_id, id, action, resource_type, details)
    values (${other}, ${randomUUID()}, 'CREATE', 'Role', 'Made a role.')`
  const waiting = () => owner`select from audit_unsealed where company_id = ${other}`
  await writeOther()
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { startSealing } = await import('./sealer')
  const stop = startSealing(20)
  await eventually(async () => expect(await waiting()).toHaveLength(0))
  await writeOther()
  await eventually(async () => expect(await waiting()).toHaveLength(0))
  expect(log).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.stringMatching(company))
  expect((await verify()).broken).toMatchObject({ kind: 'lost key' })
  await stop()
  await writeOther()
  await new Promise((done) => setTimeout(done, 200))
  expect(await waiting()).toHaveLength(1)
})
