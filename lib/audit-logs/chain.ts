import { createHash } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { ALGORITHM, signingKey, verificationKey } from '@/lib/auth/keys'

/** Of heads. Entries say their own. */
const FORMAT = 1
const TYPE = 'audit-head+jwt'

/** What precedes the first entry of every chain. */
export const GENESIS: Uint8Array = Buffer.alloc(32)

/**
 * The columns of an entry in the order in which they are sealed, each as text. Docs/decisions/005
 * describes the format for those who check it by other means; new columns need a new format.
 */
const FIRST_COLUMNS = [
  ...['company_id', 'id', 'timestamp', 'user_id', 'user_name', 'user_email', 'action'],
  ...['resource_type', 'resource_id', 'details', 'changes', 'outcome', 'ip_address', 'user_agent'],
  'request_id',
] as const

/** Those that came later. An entry that has none of them is sealed as it was before. */
const LATER_COLUMNS = ['session_id', 'route', 'duration_ms'] as const

export const SEALED_COLUMNS = [...FIRST_COLUMNS, ...LATER_COLUMNS] as const

/** An instant as it is sealed, whatever time zone and style the connection has. */
export const instantText = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const textOf = (column: string) => {
  if (column === 'timestamp') return instantText('a.timestamp')
  return ['changes', 'duration_ms'].includes(column) ? `a.${column}::text` : `a.${column}`
}

/** The sealed columns of `audit_logs a` as one list of a select. */
export const SEALED_SELECT = SEALED_COLUMNS.map((column) => `${textOf(column)} as ${column}`).join(
  ', ',
)

export type SealedRow = Record<(typeof SEALED_COLUMNS)[number], string | null>

/**
 * An entry as an unambiguous text: the JSON array that PostgreSQL's json_build_array makes, spaces included. It begins
 * with its format, so that no column can be emptied or filled without another hash.
 */
export const canonical = (row: SealedRow): string => {
  const isFirst = LATER_COLUMNS.every((column) => row[column] === null)
  let text = `[${isFirst ? 1 : 2}`
  for (const column of isFirst ? FIRST_COLUMNS : SEALED_COLUMNS)
    text += `, ${JSON.stringify(row[column])}`
  return `${text}]`
}

/** The next hash of a chain: SHA-256 of the one before and the entry. */
export const link = (previous: Uint8Array, row: SealedRow): Uint8Array =>
  createHash('sha256').update(previous).update(canonical(row)).digest()

export const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

/** How far a company's chain reached, and with which hash. */
export interface Head {
  company: string
  sequence: number
  hash: Uint8Array
  signedAt: Date
}

const claims = z.object({
  sub: z.guid(),
  seq: z.int().positive(),
  hash: z.string().regex(/^[\w-]{43}$/),
  fmt: z.literal(FORMAT),
  iat: z.int(),
})

export async function signHead({ company, sequence, hash }: Omit<Head, 'signedAt'>) {
  const { kid, sign } = await signingKey()
  const token = await new SignJWT({
    seq: sequence,
    hash: Buffer.from(hash).toString('base64url'),
    fmt: FORMAT,
  })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setSubject(company)
    .setIssuedAt()
    .sign(sign)
  return { kid, token }
}

const toHead = (payload: unknown): Head | null => {
  const parsed = claims.safeParse(payload)
  if (!parsed.success) return null
  const { sub, seq, hash, iat } = parsed.data
  return {
    company: sub,
    sequence: seq,
    hash: Buffer.from(hash, 'base64url'),
    signedAt: new Date(iat * 1000),
  }
}

/** What a token claims to be, without asking who signed it; null when it is no head at all. */
export function readHead(token: string): Head | null {
  try {
    const payload = token.split('.')[1] ?? ''
    return toHead(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  } catch {
    return null
  }
}

export type Standing = 'good' | 'bad' | 'unknown key'

/** Whether a head is signed, or by a key that the ring does not hold: it was lost, or the head was forged. */
export async function checkHead(token: string): Promise<Standing> {
  // Any key of the ring will do: a head has no end, and the sealer signs the newest ones anew after a rotation.
  const key = await verificationKey(kidOf(token), Number.POSITIVE_INFINITY)
  if (!key) return 'unknown key'
  try {
    const { payload } = await jwtVerify(token, key.verify, { algorithms: [ALGORITHM], typ: TYPE })
    return toHead(payload) ? 'good' : 'bad'
  } catch {
    return 'bad'
  }
}

const kidOf = (token: string) => {
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    return undefined
  }
}
