import type postgres from 'postgres'

/** A connection, or a transaction on one. */
export type Sql = postgres.ISql

const LETTERS = { from: "áéíóúäëöüñłŁø'", to: 'aeiouaeounllo' }

/** SQL for a UUIDv7 (RFC 9562, 5.7) of a moment: PostgreSQL makes them itself only from version 18 on. */
export const uuidAt = (sql: Sql, moment: string) =>
  sql.unsafe(
    `(lpad(to_hex((date_part('epoch', ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(gen_random_uuid()::text, 16))::uuid`,
  )

/** SQL for a name as it stands in usernames and e-mail addresses: plain letters only. */
export const asciiOf = (sql: Sql, name: string) =>
  sql.unsafe(`lower(translate(${name}, '${LETTERS.from.replaceAll("'", "''")}', '${LETTERS.to}'))`)

/** SQL for a random element of an array parameter. */
export const oneOf = (sql: Sql, array: readonly string[]) =>
  sql`(${sql.array([...array])}::text[])[1 + floor(random() * ${array.length})::int]`
