import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const DATA_DIR = resolve('.artifacts/bench')
const PLAN = ['--company', 'Bench', '--users', '10000', '--roles', '20', '--audit-rows', '1000000']
const SUPERUSER = 'bench@example.com'

/** What every program needs to sign in to the prepared database. */
export interface Ground {
  password: string
  superuser: string
}

/** The database of 10,000 users in one company and 1,000,000 audit entries; made once, then used again. */
export async function prepareGround(): Promise<Ground> {
  const note = join(DATA_DIR, 'bench.json')
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'))
  console.log('Preparing the database once …')
  const ground = { password: `Load-${randomBytes(9).toString('base64url')}`, superuser: SUPERUSER }
  const server = await startServer({})
  try {
    const seconds = await timed(() => npmRun('seed', ...PLAN, '--password', ground.password))
    console.log(`npm run seed -- ${PLAN.join(' ')} took ${seconds.toFixed(1)} s`)
    await npmRun('createsuperuser', '--email', SUPERUSER, '--password', ground.password)
  } finally {
    await server.stop()
  }
  writeFileSync(note, JSON.stringify(ground), { mode: 0o600 })
  return ground
}

async function timed(work: () => Promise<void>) {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

const npmRun = (name: string, ...args: string[]) => runCommand(name, args, {})

/** One of the project's own commands, to its end. */
export async function runCommand(name: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['scripts/run.mjs', name, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATA_DIR, ...env },
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`npm run ${name} failed.`)
}

export interface Running {
  url: string
  pid: number
  stop(): Promise<void>
  /** Ends it at once, without a chance to finish anything. */
  kill(): Promise<void>
}

export const residentMegabytes = ({ pid }: Running) =>
  Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024

/** The production server by the project's own start, on a free port unless one is given. */
export async function startServer(env: Record<string, string>): Promise<Running> {
  const port = env.PORT ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATA_DIR, SEED_DEMO: '0', PORT: port, PUBLIC_URL: url, ...env },
  })
  await line(child, /^Ready on /)
  return { url, ...handle(child) }
}

/** A program of this folder beside it, that says "Ready" when it is. */
export async function startProgram(file: string, env: Record<string, string>): Promise<Running> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...env },
  })
  await line(child, /^Ready/)
  return { url: `http://127.0.0.1:${port}`, ...handle(child) }
}

function handle(child: ChildProcess) {
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return { pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** Waits until the program prints a line like this. Throws when it ends before. */
function line(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((done, fail) => {
    child.once('exit', (code) =>
      fail(new Error(`A program ended with ${code} before it was ready.`)),
    )
    if (!child.stdout) return fail(new Error('The program has no output.'))
    createInterface(child.stdout).on('line', (text) => {
      if (pattern.test(text)) done()
    })
  })
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('There is no free port.')
  return address.port
}
