import { sql } from 'drizzle-orm'
import type { Db } from '@/db/connection'
import type { Pool } from '@/db/pool'
import { systemPool } from '@/lib/core/database'
import { checkHead, GENESIS, isSame, readHead, signHead } from './chain'

/** Large enough that its signature and its round trips cost nothing, small enough to take a moment. */
const BATCH = 1_000
/** Companies that are sealed side by side: two keep two cores of PostgreSQL busy and leave sign-in its connections. */
const LANES = 2

/** How far a chain reaches: the number and hash of its newest seal. */
interface End {
  sequence: number
  hash: Uint8Array
}

export type SystemPool = Pick<Pool, 'read' | 'write'>

/** What this process sealed last. The database alone could be put back to an earlier honest state. */
const remembered = new Map<string, End>()

/** Each company that has a row in the table, found by as many index look-ups as there are companies. */
export const companiesIn = async (pool: SystemPool, table: 'audit_unsealed' | 'audit_heads') => {
  const next = (after: string) =>
    `(select company_id from ${table} ${after} order by company_id limit 1)`
  const rows = await pool.read(({ db }) =>
    db.execute<{ id: string }>(
      sql.raw(`with recursive company(id) as (
        ${next('')} union all
        select ${next('where company_id > company.id')} from company where id is not null
      ) select id from company where id is not null`),
    ),
  )
  return rows.map(({ id }) => id)
}

/** One sealer at a time for each company; a statement of its own, so that the next one sees what the last sealer did. */
export async function lock(db: Db, company: string): Promise<boolean> {
  const [row] = await db.execute<{ locked: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`seal ${company}`}, 0)) as locked`)
  return row?.locked ?? false
}

interface Ending {
  sequence: string | null
  hash: string | null
  token: string | null
  kid: string | null
}

/**
 * Where a company's chain goes on. Throws when the newest seal is not what a key of the ring has signed,
 * because to seal on would vouch for what somebody else wrote.
 */
export async function endOf(db: Db, company: string): Promise<End & { kid: string | null }> {
  const [row] = await db.execute<Ending & Record<string, unknown>>(sql`
    select s.sequence, encode(s.hash, 'hex') as hash, h.token, h.kid
    from (select) one
    left join lateral (select sequence, hash from audit_seals
      where company_id = ${company}::uuid order by sequence desc limit 1) s on true
    left join lateral (select token, kid from audit_heads
      where company_id = ${company}::uuid order by sequence desc, created_at desc limit 1) h on true`)
  const { sequence = null, hash = null, token = null, kid = null } = row ?? {}
  const last = remembered.get(company)
  if (!sequence && !token && !last) return { sequence: 0, hash: GENESIS, kid: null }
  const end = { sequence: Number(sequence), hash: Buffer.from(hash ?? '', 'hex'), kid }
  const head = readHead(token ?? '')
  const isSigned =
    head?.company === company && head.sequence === end.sequence && isSame(head.hash, end.hash)
  const isBehind =
    last &&
    (last.sequence > end.sequence ||
      (last.sequence === end.sequence && !isSame(last.hash, end.hash)))
  if (!isSigned || isBehind || (await checkHead(token ?? '')) !== 'good') {
    throw new Error(
      `The audit trail of company ${company} is not sealed further, because its end was tampered with or its key was lost: npm run audit:verify says more.`,
    )
  }
  return end
}

/** Seals the next entries by the time they carry, behind a seal that was found to be signed. */
async function writeSeals(db: Db, company: string, { sequence, hash }: End, batch: number) {
  const [row] = await db.execute<{ sealed: number; last: string }>(sql`
    select sealed, encode(last, 'hex') as last
    from app.seal_entries(${company}::uuid, ${sequence}::bigint,
      decode(${Buffer.from(hash).toString('hex')}, 'hex'), ${batch}::int)`)
  const count = row?.sealed ?? 0
  return { count, end: { sequence: sequence + count, hash: Buffer.from(row?.last ?? '', 'hex') } }
}

export async function writeHead(db: Db, company: string, end: End) {
  const { kid, token } = await signHead({ company, ...end })
  await db.execute(sql`
    insert into audit_heads (company_id, sequence, kid, token)
    values (${company}::uuid, ${end.sequence}::bigint, ${kid}, ${token})`)
}

/** Seals the next entries of a company, or nothing while somebody else does. Answers how many. */
async function sealBatch(pool: SystemPool, company: string, batch: number): Promise<number> {
  const sealed = await pool.write(async ({ db }) => {
    if (!(await lock(db, company))) return undefined
    const sealed = await writeSeals(db, company, await endOf(db, company), batch)
    if (sealed.count === 0) return undefined
    await writeHead(db, company, sealed.end)
    return sealed
  })
  if (!sealed) return 0
  if (sealed.end.sequence > (remembered.get(company)?.sequence ?? 0)) {
    remembered.set(company, sealed.end)
  }
  return sealed.count
}

export interface SealOptions {
  pool?: SystemPool
  batch?: number
  onError: (error: unknown) => void
}

/** Seals whatever waits, a batch of each company in turn, and answers how many entries. A company that fails holds no other up. */
export async function sealPending({
  pool = systemPool(),
  batch = BATCH,
  onError,
}: SealOptions): Promise<number> {
  const idle = new Set<string>()
  let total = 0
  for (;;) {
    const companies = (await companiesIn(pool, 'audit_unsealed')).filter((id) => !idle.has(id))
    if (companies.length === 0) return total
    const rest = companies.values()
    const lane = async () => {
      for (const company of rest) {
        const count = await sealBatch(pool, company, batch).catch((error: unknown) => {
          onError(error)
          return 0
        })
        if (count === 0) idle.add(company)
        total += count
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
}
