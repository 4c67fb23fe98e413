import type postgres from 'postgres'
import { type Head, instantText, SEALED_SELECT, type SealedRow } from './chain'

type Sql = postgres.TransactionSql

const PAGE = 5_000

interface SealColumns {
  sequence: string
  audit_id: string
  hash: Uint8Array
}

/** A seal with its entry, or with nulls when there is none at the sealed time. */
export type Seal = SealColumns & (SealedRow | Record<keyof SealedRow, null>)

export interface StoredHead {
  sequence: string
  kid: string
  token: string
}

/** The next seals of a company with their entries, and the heads that were signed on the way. */
export async function page(sql: Sql, company: string, after: number, limit = PAGE) {
  const [seals, heads] = await Promise.all([
    // The offset keeps the planner from reading the whole trail to join it.
    sql<Seal[]>`
      select s.sequence, s.audit_id, s.hash, a.*
      from (select * from audit_seals where company_id = ${company} and sequence > ${after}
        order by sequence limit ${limit}) s
      left join lateral (select ${sql.unsafe(SEALED_SELECT)} from audit_logs a
        where a.company_id = s.company_id and a.timestamp = s.audit_timestamp and a.id = s.audit_id
        offset 0) a on true
      order by s.sequence`,
    sql<StoredHead[]>`
      select sequence, kid, token from audit_heads
      where company_id = ${company} and sequence > ${after} and sequence <= ${after + limit}
      order by sequence, created_at`,
  ])
  return { seals, heads }
}

export async function newestHead(sql: Sql, company: string): Promise<StoredHead | null> {
  const [head] = await sql<StoredHead[]>`
    select sequence, kid, token from audit_heads
    where company_id = ${company} order by sequence desc, created_at desc limit 1`
  return head ?? null
}

export interface Counts {
  entries: number
  sealed: number
  awaiting: number
  /** An entry that went away while it awaited its seal. */
  lost: string | null
}

/** A part of a statement that leaves out what is older than `since`. */
const from = (sql: Sql, column: string, since: string | undefined) =>
  since ? sql`and ${sql.unsafe(column)} >= ${since}::text::timestamptz` : sql``

export async function counts(sql: Sql, company: string, since?: string): Promise<Counts> {
  const [entries] = await sql<{ count: number }[]>`
    select count(*)::int from audit_logs
    where company_id = ${company} ${from(sql, 'timestamp', since)}`
  const [seals] = await sql<{ count: number }[]>`
    select coalesce(max(sequence), 0)::int as count from audit_seals where company_id = ${company}`
  const [queue] = await sql<{ count: number; lost: string | null }[]>`
    select (count(*) filter (where found and not sealed))::int as count,
      min(audit_id::text) filter (where not found) as lost
    from (
      select u.audit_id,
        exists (select from audit_logs a where a.company_id = u.company_id
          and a.timestamp = u.audit_timestamp and a.id = u.audit_id) as found,
        exists (select from audit_seals s where s.company_id = u.company_id
          and s.audit_id = u.audit_id and s.audit_timestamp = u.audit_timestamp) as sealed
      from audit_unsealed u where u.company_id = ${company} ${from(sql, 'u.audit_timestamp', since)}
    ) waiting`
  return {
    entries: entries?.count ?? 0,
    sealed: seals?.count ?? 0,
    awaiting: queue?.count ?? 0,
    lost: queue?.lost ?? null,
  }
}

interface Start {
  company: string
  since?: string
  kept?: Head[]
}

/** After which seal to begin: before the first entry since then, and before every head that was kept. */
export async function startOf(sql: Sql, { company, since, kept = [] }: Start, genesis: Uint8Array) {
  const begin = { sequence: 0, hash: genesis }
  if (!since) return begin
  const [start] = await sql<{ sequence: string | null }[]>`
    select coalesce(
      (select min(sequence) from audit_seals
        where company_id = ${company} ${from(sql, 'audit_timestamp', since)}),
      (select max(sequence) + 1 from audit_seals where company_id = ${company})) as sequence`
  const first = Math.min(Number(start?.sequence ?? 1), ...kept.map(({ sequence }) => sequence))
  const [before] = await sql<SealColumns[]>`
    select sequence, hash from audit_seals where company_id = ${company} and sequence < ${first}
    order by sequence desc limit 1`
  return before ? { sequence: Number(before.sequence), hash: before.hash } : begin
}

/** Whether an entry exists at some other time than the sealed one. */
export async function hasEntry(sql: Sql, company: string, id: string): Promise<boolean> {
  const found = await sql`
    select from audit_logs where company_id = ${company} and id = ${id} limit 1`
  return found.length > 0
}

/** The oldest entry that is neither sealed nor awaiting its seal. */
export async function stranger(sql: Sql, company: string, since?: string) {
  const [entry] = await sql<{ id: string; timestamp: string }[]>`
    select a.id, ${sql.unsafe(instantText('a.timestamp'))} as timestamp from audit_logs a
    where a.company_id = ${company} ${from(sql, 'a.timestamp', since)}
      and not exists (select from audit_seals s where s.company_id = a.company_id
        and s.audit_id = a.id and s.audit_timestamp = a.timestamp)
      and not exists (select from audit_unsealed u where u.company_id = a.company_id
        and u.audit_timestamp = a.timestamp and u.audit_id = a.id)
    order by a.timestamp, a.id limit 1`
  return entry
}

export interface Named {
  id: string
  name: string
}

/** Every company that has entries, seals, heads or notes, also one whose own row is gone. */
export const companies = (sql: Sql) => {
  const distinct = (table: string) => {
    const next = (after: string) =>
      `(select company_id from ${table} ${after} order by company_id limit 1)`
    return `(with recursive c(id) as (${next('')} union all
      select ${next('where company_id > c.id')} from c where id is not null) select id from c where id is not null)`
  }
  const tables = ['audit_logs', 'audit_seals', 'audit_heads', 'audit_unsealed']
  return sql<Named[]>`
    select found.id, coalesce(c.name, 'a company that is gone') as name
    from (${sql.unsafe(tables.map(distinct).join(' union '))}) found
    left join companies c on c.id = found.id order by name, found.id`
}
