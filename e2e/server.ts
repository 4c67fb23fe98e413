import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, lstatSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

const FOLDER = path.resolve('.artifacts/e2e')
const UNSET = [
  'DATABASE_URL',
  'DATABASE_REQUEST_URL',
  'AUTH_SECRET',
  'PASSWORD_PEPPER',
  'KEY_RING',
  'HOST',
  'TRUSTED_PROXY_HOPS',
  'LOGIN_FAILURES_PER_ADDRESS',
  'PUSHER_APP_ID',
  'PUSHER_KEY',
  'PUSHER_SECRET',
  'PUSHER_CLUSTER',
  'PUSHER_HOST',
  'SMTP_URL',
  'MAIL_FROM',
]
/** Long, because a first start builds the application. */
const START_MS = 600_000
const STOP_MS = 30_000

export interface TestServer {
  url: string
  /** The one that the first start made. */
  superuser: Credentials
  stop(): Promise<void>
}

export interface Credentials {
  email: string
  password: string
}

/** Starts the application as `npm start` does, on a free port and on a database of its own. Throws what it said. */
export async function startServer(): Promise<TestServer> {
  removeData()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = run('scripts/start.mjs', [], { PORT: String(port), PUBLIC_URL: url })
  const said = await untilReady(child)
  const email = /e-mail\s+(\S+)/.exec(said)?.[1]
  const password = /password\s+(\S+)\n/.exec(said)?.[1]
  if (!email || !password) throw new Error(`The server named no superuser:\n${said}`)
  return {
    url,
    superuser: { email, password },
    async stop() {
      await stop(child)
      removeData()
    },
  }
}

/** Makes another superuser with the project's own command. */
export async function createSuperuser({ email, password }: Credentials): Promise<void> {
  const child = run('scripts/run.mjs', [
    'createsuperuser',
    '--email',
    email,
    '--password',
    password,
  ])
  const output = collect(child)
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`createsuperuser failed:\n${output()}`)
}

function run(file: string, args: string[], more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Empty, so that neither the shell nor a .env file leads the tests to somebody's real database.
      ...Object.fromEntries(UNSET.map((name) => [name, ''])),
      ...more,
      DATA_DIR: FOLDER,
      SEED_DEMO: '0',
      PASSWORD_COST: '10',
      LOGIN_FAILURES_PER_ADDRESS: '5000',
      CORS_ALLOWED_ORIGINS: 'https://spa.example',
    },
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  return () => text
}

async function untilReady(child: ChildProcess): Promise<string> {
  const output = collect(child)
  return new Promise((done, fail) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL')
      fail(new Error(`The server was not ready in time:\n${output()}`))
    }, START_MS)
    child.stdout?.on('data', () => {
      if (!/^Ready on /m.test(output())) return
      clearTimeout(limit)
      done(output())
      // What it says from now on is about failures, which the tests' output should show.
      child.stderr?.pipe(process.stderr)
    })
    child.once('close', (code) => {
      clearTimeout(limit)
      fail(new Error(`The server ended with code ${code}:\n${output()}`))
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  const code = await new Promise((done) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.removeAllListeners('close').once('close', (status, signal) => {
      clearTimeout(limit)
      done(status ?? signal)
    })
    child.kill('SIGTERM')
  })
  if (code !== 0) throw new Error(`The server did not stop cleanly: ${code}.`)
}

const freePort = () =>
  new Promise<number>((done, fail) => {
    const probe = createServer().once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** PostgreSQL's own folder lies elsewhere when its user cannot enter ours; then ours has a link to it. */
function removeData() {
  const link = path.join(FOLDER, 'postgres')
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(link)) {
    rmSync(path.dirname(realpathSync(link)), { recursive: true })
  }
  rmSync(FOLDER, { recursive: true, force: true })
}
