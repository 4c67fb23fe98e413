import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises'
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'
import { env } from '@/lib/core/env'

export const ALGORITHM = 'EdDSA'
/** How long what a key has signed may be used: a bearer's access token, and a session's cookie. */
export const ACCESS_TOKEN_SECONDS = 60 * 60
export const SESSION_SECONDS = 7 * 24 * 60 * 60
export const CLOCK_TOLERANCE_SECONDS = 5

/** How long a new public key is published before tokens are signed with it. */
const PUBLISH_AHEAD_MS = 10 * 60_000
const REREAD_MS = 30_000

interface StoredKey {
  kid: string
  active_from: string
  private_jwk: JWK
}

interface Key {
  kid: string
  activeFrom: number
  publicJwk: JWK
  sign: CryptoKey
  verify: CryptoKey
}

async function newKey(activeFrom: Date): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true })
  const private_jwk = await exportJWK(privateKey)
  return {
    kid: await calculateJwkThumbprint(private_jwk),
    active_from: activeFrom.toISOString(),
    private_jwk,
  }
}

async function store(path: string, keys: StoredKey[]) {
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, path)
}

/** Makes the key ring's file with one key, unless it exists. */
export async function createKeyRing(path: string): Promise<boolean> {
  if (await stat(path).catch(() => null)) return false
  await store(path, [await newKey(new Date())])
  return true
}

/**
 * Adds the next signing key. Running servers publish it within half a minute and sign with it ten
 * minutes later; keys whose tokens have all expired leave the ring.
 */
export async function rotateKeys(path: string): Promise<{ kid: string; activeFrom: string }> {
  const stored = (JSON.parse(await readFile(path, 'utf8')) as { keys: StoredKey[] }).keys
  const next = await newKey(new Date(Date.now() + PUBLISH_AHEAD_MS))
  const kept = stored.filter((_, index) =>
    isStillNeeded(stored[index + 1]?.active_from, SESSION_SECONDS),
  )
  await store(path, [...kept, next])
  return { kid: next.kid, activeFrom: next.active_from }
}

/** What a key has signed can be valid for one more lifetime after its successor took over. */
const isStillNeeded = (successorFrom: string | number | undefined, lifetime: number) =>
  successorFrom === undefined ||
  new Date(successorFrom).getTime() + (lifetime + CLOCK_TOLERANCE_SECONDS) * 1000 > Date.now()

async function importKey({ kid, active_from, private_jwk }: StoredKey): Promise<Key> {
  const { kty, crv, x } = private_jwk
  const publicJwk: JWK = { kty, crv, x, kid, alg: ALGORITHM, use: 'sig' }
  return {
    kid,
    activeFrom: Date.parse(active_from),
    publicJwk,
    // Safe because an OKP key imports as a CryptoKey; only symmetric keys import as bytes.
    sign: (await importJWK(private_jwk, ALGORITHM)) as CryptoKey,
    verify: (await importJWK(publicJwk, ALGORITHM)) as CryptoKey,
  }
}

let ring: { keys: Key[]; readAt: number; source: string } | undefined

/** The ring, from the file that KEY_RING names or from its JSON; a file is read again every half minute. */
async function keys(): Promise<Key[]> {
  const setting = env().KEY_RING
  if (ring && (setting.startsWith('{') || Date.now() - ring.readAt < REREAD_MS)) return ring.keys
  const source = setting.startsWith('{') ? setting : await readFile(setting, 'utf8')
  if (ring?.source !== source) {
    const stored = (JSON.parse(source) as { keys: StoredKey[] }).keys
    ring = { keys: await Promise.all(stored.map(importKey)), readAt: Date.now(), source }
  }
  ring.readAt = Date.now()
  return ring.keys
}

const needed = (all: Key[], lifetime: number) =>
  all.filter((_, index) => isStillNeeded(all[index + 1]?.activeFrom, lifetime))

export async function signingKey(): Promise<Key> {
  const active = (await keys()).filter((key) => key.activeFrom <= Date.now()).at(-1)
  if (!active) throw new Error('The key ring has no active key. Make one with npm run rotate-keys.')
  return active
}

/** The keys whose tokens of this lifetime can still be valid. */
export const verificationKeys = async (lifetime: number) => needed(await keys(), lifetime)

/** The key of this id, while what it has signed for this lifetime can still be valid. */
export const verificationKey = async (kid: string | undefined, lifetime: number) =>
  (await verificationKeys(lifetime)).find((key) => key.kid === kid)

/** The public keys as a JWK set (RFC 7517), the next one included. */
export const publicKeys = async () => ({
  keys: needed(await keys(), ACCESS_TOKEN_SECONDS).map((key) => key.publicJwk),
})
