import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Home } from './embedded-home'
import { isCode } from './private-file'

const LOG_LIMIT = 10 * 1024 * 1024

/** The running PostgreSQL of a home, or undefined. A process id that now belongs to something else is not one. */
export function runningPostmaster(home: Home): { pid: number; port: number } | undefined {
  const lines = pidFile(home)
  if (!lines) return undefined
  const pid = Number(lines[0])
  return isPostgres(pid, home) ? { pid, port: Number(lines[3]) } : undefined
}

function pidFile(home: Home): string[] | undefined {
  try {
    return readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isPostgres(pid: number, home: Home): boolean {
  const command = commandOf(pid)
  if (command === undefined) return isAlive(pid)
  return /[\\/]postgres /.test(command) && command.includes(`-D ${home.cluster}`)
}

/** The command line of a process, empty when there is none, undefined where the system does not tell. */
function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/** After a crash of the machine the old process number may be another process's, for which PostgreSQL would wait in vain. */
function removeStalePidFile(home: Home) {
  const pid = Number(pidFile(home)?.[0])
  if (pid && isAlive(pid) && !isPostgres(pid, home)) {
    rmSync(join(home.cluster, 'postmaster.pid'), { force: true })
  }
}

/** Starts PostgreSQL and waits until it accepts connections, or until somebody else has started it. */
export async function startPostmaster(
  home: Home,
  settings: Record<string, string>,
  fixedPort?: number,
) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    removeStalePidFile(home)
    const options = { ...settings, port: `${fixedPort ?? (await freePort())}` }
    const flags = Object.entries(options).map(([name, value]) => `-c "${name}=${value}"`)
    const status = await pgCtl(home, ['start', '-s', '-w', '-t', '60', '-o', flags.join(' ')])
    if (status === 0 || runningPostmaster(home)) return
    await sleep(500)
  }
  throw new Error(`PostgreSQL does not start: ${lastWords(home)}. ${home.log} says more.`)
}

/** Ends PostgreSQL: connections are closed, what was committed is on disk. */
export async function stopPostmaster(home: Home) {
  const status = await pgCtl(home, ['stop', '-s', '-w', '-t', '60', '-m', 'fast'])
  if (status !== 0 && runningPostmaster(home)) {
    await pgCtl(home, ['stop', '-s', '-w', '-t', '30', '-m', 'immediate'])
  }
}

function pgCtl(home: Home, args: string[]): Promise<number> {
  return runProgram(home, 'pg_ctl', [...args, '-D', home.cluster])
}

/** Runs a program of PostgreSQL as its user, its output to the log, and tells its exit code. */
export async function runProgram(home: Home, program: string, args: string[]): Promise<number> {
  const log = openLog(home.log)
  try {
    return await new Promise<number>((done, fail) => {
      const child = spawn(join(home.binaries, 'bin', program), args, {
        uid: home.account.uid,
        gid: home.account.gid,
        cwd: process.platform === 'win32' ? home.dataDir : '/',
        // In a process group of its own, so that Ctrl-C does not reach it; and without our secrets.
        detached: true,
        windowsHide: true,
        env: environment(),
        stdio: ['ignore', log, log],
      })
      child.on('error', fail)
      child.on('exit', (code) => done(code ?? 1))
    })
  } finally {
    closeSync(log)
  }
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_ENV, PATH, SystemRoot } = process.env
  return { NODE_ENV, PATH, SystemRoot, LC_ALL: 'C' }
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT) renameSync(path, `${path}.old`)
  return openSync(path, 'a', 0o600)
}

function lastWords(home: Home): string {
  const lines = readFileSync(home.log, 'utf8').trimEnd().split('\n').slice(-20)
  const told = lines.findLast((line) => /FATAL|ERROR|error:/.test(line)) ?? lines.at(-1) ?? ''
  return told.replace(/^.*?(FATAL|ERROR|error):\s*/, '').trim()
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
