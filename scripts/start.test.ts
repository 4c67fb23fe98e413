import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Embedded, startEmbedded } from '@/db/embedded'
import { readSecrets } from '@/lib/core/secrets'
import { assertRecent } from './database'
import { listen } from './listen'

const ROOT = dirname(import.meta.dirname)
const folder = mkdtempSync(join(tmpdir(), 'start-'))
const dataDir = join(folder, 'data')
const secret = () => randomBytes(32).toString('base64url')
const external = {
  AUTH_SECRET: secret(),
  PASSWORD_PEPPER: secret(),
  KEY_RING: '{"keys":[]}',
}
let embedded: Embedded

beforeAll(async () => {
  readSecrets(dataDir)
  embedded = await startEmbedded(dataDir, { settings: { fsync: 'off' }, say: () => {} })
}, 60_000)

afterAll(async () => {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}, 60_000)

/** Runs a program of this repository with nothing in its environment but what is given. */
async function run(args: string[], environment: Record<string, string>, input = '') {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', ...environment },
  })
  child.stdin.end(input)
  const exit = new Promise<number | null>((done) => child.on('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, out, err }
}

const start = (environment: Record<string, string>) => run(['scripts/start.mjs'], environment)
const command = (name: string, ...flags: string[]) =>
  run(['scripts/run.mjs', name, ...flags], { DATA_DIR: dataDir })

describe('npm start refuses with one line', { timeout: 240_000 }, () => {
  it.each([
    [
      'a wrong password',
      () => ({ DATABASE_URL: embedded.url.replace(/:[^:@]+@/, ':no@') }),
      /refuses user erp_owner/,
    ],
    [
      'a database that is not there',
      () => ({ DATABASE_URL: `${embedded.url}x` }),
      /no database erp_accessx/,
    ],
    [
      'a server that is not there',
      () => ({ DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c' }),
      /127\.0\.0\.1:9 cannot be reached/,
    ],
    [
      'an address that is none',
      () => ({ DATABASE_URL: 'mysql://a' }),
      /DATABASE_URL must be a postgres:\/\/ address/,
    ],
    [
      'a missing secret',
      () => ({ DATABASE_URL: embedded.url, AUTH_SECRET: '' }),
      /AUTH_SECRET is missing/,
    ],
    [
      'a short secret',
      () => ({ DATABASE_URL: embedded.url, AUTH_SECRET: 'short' }),
      /AUTH_SECRET must be at least 32 bytes/,
    ],
    [
      'a key ring that is not there',
      () => ({ DATABASE_URL: embedded.url, KEY_RING: '/nowhere' }),
      /\/nowhere, which does not exist/,
    ],
    ['a port that is none', () => ({ PORT: 'http' }), /PORT must be a number/],
  ])('%s', async (_case, environment, message) => {
    const { code, out, err } = await start({ ...external, ...environment() })
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 1, out: '' })
  })

  it('a data folder in use', async () => {
    const { code, err } = await start({ DATA_DIR: dataDir })
    expect(err).toBe(
      `The data folder ${dataDir} is in use by another server or command. Stop it, or set DATA_DIR to another folder.\n`,
    )
    expect(code).toBe(1)
  })

  it('a port that is taken', async () => {
    const server = createServer()
    const { port } = await listen(server, 0, '127.0.0.1')
    const { code, err } = await start({ PORT: `${port}`, DATA_DIR: join(folder, 'other') })
    server.close()
    expect(err).toBe(`Port ${port} is taken by another program. Stop it, or set PORT to another.\n`)
    expect(code).toBe(1)
  })

  it('a database older than 15', () => {
    expect(() => assertRecent(140_011, '14.11')).toThrow('PostgreSQL 14.11; 15 or later is needed')
    expect(() => assertRecent(150_000, '15.0')).not.toThrow()
  })
})

describe('the commands', { timeout: 240_000 }, () => {
  it('explain themselves', async () => {
    for (const name of [
      'migrate',
      'makemigrations',
      'create-permissions',
      'createsuperuser',
      'rotate-keys',
      'audit-verify',
      'db-reset',
    ]) {
      const { code, out } = await command(name, '--help')
      expect(code).toBe(0)
      expect(out).toMatch(/^npm run [a-z:-]+ -- \[flags\]\n\n[A-Z].+\.\n\n(.*\n)*? {2}--help/)
    }
  })

  it('refuse a wrong call with exit code 2', async () => {
    expect(await command('migrate', '--nonsense')).toMatchObject({ code: 2 })
    expect(await command('createsuperuser')).toMatchObject({ code: 2 })
    expect(await command('db-reset')).toMatchObject({ code: 2 })
  })

  it('migrate, create permissions and a superuser while a server owns the database', async () => {
    expect((await command('createsuperuser', '--email', 'a@example.com')).err).toMatch(
      /no tables yet/,
    )
    expect((await command('migrate')).out).toMatch(/Applied migration 0000/)
    expect((await command('migrate')).out).toBe('The database is up to date.\n')
    expect((await command('create-permissions')).out).toMatch(/^16 created, 0 existed$/m)
    expect((await command('create-permissions')).out).toMatch(/^0 created, 16 existed$/m)
    const made = await command('createsuperuser', '--email', 'a@example.com')
    expect(made.out).toMatch(
      /^Superuser a@example.com was made\.\nPassword, shown only this once: \S{20}\n$/,
    )
    const weak = await command(
      'createsuperuser',
      '--email',
      'b@example.com',
      '--password',
      'secret',
    )
    expect(weak.code).toBe(1)
    expect(weak.err.trimEnd().split('\n')).toHaveLength(1)
    expect((await command('createsuperuser', '--email', 'a@example.com')).err).toMatch(/already/)
    const piped = await run(
      ['scripts/run.mjs', 'createsuperuser', '--email', 'c@example.com', '--password', '-'],
      { DATA_DIR: dataDir },
      'Correct-horse-7\n',
    )
    expect(piped).toMatchObject({ code: 0, out: 'Superuser c@example.com was made.\n' })
    expect((await command('db-reset', '--yes')).err).toMatch(/in use by another server/)
  })
})
