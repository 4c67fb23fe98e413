import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type postgres from 'postgres'
import type { Home } from './embedded-home'
import { isAlive, runProgram } from './embedded-postmaster'
import { readOrCreate } from './private-file'

export const ADMIN = 'postgres'
export const OWNER = 'erp_owner'
export const DATABASE = 'erp_access'

export interface Passwords {
  admin: string
  owner: string
}

/** The passwords of an embedded database. Throws when the database is there and they are not. */
export function readPasswords(home: Home): Passwords {
  const path = join(home.dataDir, 'postgres.json')
  if (!existsSync(path) && existsSync(home.cluster)) {
    throw new Error(
      `${path} is missing, and without it the database cannot be opened. Restore it, or remove ${home.dataDir} to begin anew.`,
    )
  }
  const { admin, owner } = readOrCreate(path, () => ({
    admin: randomBytes(24).toString('base64url'),
    owner: randomBytes(24).toString('base64url'),
  }))
  if (!admin || !owner) throw new Error(`${path} lacks a password. Restore it from a backup.`)
  return { admin, owner }
}

/** Makes an empty PostgreSQL data directory; it appears under its name only when it is complete. */
export async function createCluster(home: Home, passwords: Passwords) {
  const parent = dirname(home.cluster)
  const prefix = `${basename(home.cluster)}.new-`
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0
    if (pid === process.pid || (pid && !isAlive(pid)))
      rmSync(join(parent, name), { recursive: true })
  }
  const draft = join(parent, `${prefix}${process.pid}`)
  const passwordFile = join(draft, 'password')
  const content = join(draft, 'content')
  for (const folder of [draft, content]) mkdirOwned(home, folder)
  writeFileSync(passwordFile, passwords.admin, { mode: 0o600 })
  own(home, passwordFile)
  const status = await runProgram(home, 'initdb', [
    ...['-D', content, '-U', ADMIN, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // PostgreSQL's own locale, so that the order of names is the same on every machine.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--data-checksums', '--no-instructions'],
  ])
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`The database cannot be made in ${home.cluster}. ${home.log} says why.`)
  }
  try {
    renameSync(content, home.cluster)
  } catch (error) {
    if (!existsSync(home.cluster)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function mkdirOwned(home: Home, folder: string) {
  mkdirSync(folder, { mode: 0o700 })
  own(home, folder)
  chmodSync(folder, 0o700)
}

function own(home: Home, path: string) {
  if (home.account.uid !== undefined) chownSync(path, home.account.uid, home.account.gid ?? 0)
}

/** Makes the role that owns the application's database, and the database. Does nothing when they exist. */
export async function createOwner(sql: postgres.Sql, password: string) {
  const [role] = await sql`select 1 from pg_roles where rolname = ${OWNER}`
  if (!role) {
    await sql.unsafe(
      `create role ${OWNER} login createrole createdb nosuperuser password '${password}'`,
    )
  }
  const [database] = await sql`select 1 from pg_database where datname = ${DATABASE}`
  if (!database) await sql.unsafe(`create database ${DATABASE} owner ${OWNER}`)
}

export function address(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}
