import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '@/lib/testing/eventually'
import { connectEmbedded, type Embedded, startEmbedded } from './embedded'

const ROOT = dirname(import.meta.dirname)
const options = { settings: { fsync: 'off', shared_buffers: '16MB' }, say: () => {} }
const folders: string[] = []
const running: Embedded[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return join(folder, 'data')
}

async function start(dataDir: string): Promise<Embedded> {
  const embedded = await startEmbedded(dataDir, options)
  running.push(embedded)
  return embedded
}

async function ask<T>(url: string, query: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await query(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function pidIn(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((embedded) => embedded.stop()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('is made once, keeps its rows, and listens on this machine only', async () => {
    const dataDir = newFolder()
    const first = await start(dataDir)
    await ask(first.url, (sql) => sql`create table kept as select 1 as one`)
    const [role] = await ask(
      first.url,
      (sql) =>
        sql`select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user`,
    )
    expect(role).toEqual({ rolsuper: false, rolcreaterole: true, rolbypassrls: false })
    const [server] = await ask(
      first.url,
      (sql) => sql`select current_setting('listen_addresses') as listens,
        current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding`,
    )
    expect(server).toEqual({ listens: '127.0.0.1', checksums: 'on', encoding: 'UTF8' })
    await first.stop()
    const second = await start(dataDir)
    expect(await ask(second.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }])
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    expect(statSync(dataDir).mode & 0o007).toBe(0)
  })

  it('asks for a password', async () => {
    const { url } = await start(newFolder())
    const wrong = url.replace(/:[^:@]+@/, ':wrong@')
    await expect(ask(wrong, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
  })

  it('refuses a second owner, and lets commands in', async () => {
    const dataDir = newFolder()
    await start(dataDir)
    await expect(startEmbedded(dataDir, options)).rejects.toThrow(/in use by another server/)
    const visitor = await connectEmbedded(dataDir, options)
    await visitor.stop()
    expect(await ask(visitor.url, (sql) => sql`select 1 as up`)).toEqual([{ up: 1 }])
  })

  it('is started and stopped by a command when no server runs', async () => {
    const dataDir = newFolder()
    const visitor = await connectEmbedded(dataDir, options)
    expect(await ask(visitor.url, (sql) => sql`select 1 as up`)).toEqual([{ up: 1 }])
    await visitor.stop()
    expect(() => pidIn(dataDir)).toThrow(/ENOENT/)
  })

  it('is adopted after its owner was killed', async () => {
    const dataDir = newFolder()
    const code = `import { startEmbedded } from './db/embedded.ts'
      await startEmbedded(${JSON.stringify(dataDir)}, { settings: { fsync: 'off', shared_buffers: '16MB' } })
      console.log('up'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const orphan = pidIn(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { url } = await start(dataDir)
    expect(pidIn(dataDir)).toBe(orphan)
    expect(await ask(url, (sql) => sql`select 1 as up`)).toEqual([{ up: 1 }])
  })

  it('starts although the process number of a crashed one now belongs to another process', async () => {
    const dataDir = newFolder()
    const first = await start(dataDir)
    const content = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
    await first.stop()
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      content.replace(/^\d+/, `${process.pid}`),
    )
    const { url } = await start(dataDir)
    expect(await ask(url, (sql) => sql`select 1 as up`)).toEqual([{ up: 1 }])
  })

  it('comes back on the same port when PostgreSQL is killed', async () => {
    const dataDir = newFolder()
    const { url, adminUrl } = await start(dataDir)
    const before = pidIn(dataDir)
    process.kill(before, 'SIGKILL')
    await eventually(() => expect(pidIn(dataDir)).not.toBe(before))
    const up = () => ask(url, (sql) => sql`select 1 as up`)
    await eventually(async () => expect(await up()).toEqual([{ up: 1 }]))
    // It answers a moment before its owner has it again.
    const owners = () =>
      ask(adminUrl, (sql) => sql`select from pg_locks where locktype = 'advisory'`)
    await eventually(async () => expect(await owners()).toHaveLength(1))
    await expect(startEmbedded(dataDir, options)).rejects.toThrow(/in use/)
  })

  it('says when another version made the data, or the passwords are gone', async () => {
    const dataDir = newFolder()
    const first = await start(dataDir)
    await first.stop()
    const version = join(dataDir, 'postgres', 'PG_VERSION')
    writeFileSync(version, '17\n')
    await expect(startEmbedded(dataDir, options)).rejects.toThrow(/holds a PostgreSQL 17 database/)
    writeFileSync(version, '18\n')
    rmSync(join(dataDir, 'postgres.json'))
    await expect(startEmbedded(dataDir, options)).rejects.toThrow(/postgres\.json is missing/)
  })

  it.runIf(process.getuid?.() === 0)('lives elsewhere when its user cannot enter', async () => {
    const dataDir = newFolder()
    chmodSync(dirname(dataDir), 0o700)
    mkdirSync(dataDir)
    const lines: string[] = []
    const embedded = await startEmbedded(dataDir, { ...options, say: (line) => lines.push(line) })
    running.push(embedded)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/cannot enter .*; its data is in \/var\//)
    expect(lstatSync(join(dataDir, 'postgres')).isSymbolicLink()).toBe(true)
    folders.push(dirname(lines[0]!.split(' ').at(-1)!))
    await embedded.stop()
    await start(dataDir)
  })
})
