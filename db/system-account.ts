import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync } from 'node:fs'

/** The system user that PostgreSQL runs as; without a uid it is the one who started us. */
export interface Account {
  name: string
  uid?: number
  gid?: number
}

const SHARED = ['/var/lib/erp-access', '/var/tmp/erp-access']

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0
}

/** The system user `postgres`, made when it is missing: PostgreSQL refuses to run as root. */
export function postgresAccount(): Account {
  const account = accountNamed('postgres') ?? createAccount()
  if (!account || !inShell(account, 'true')) {
    throw new Error(
      'PostgreSQL does not run as root, and no other system user can be used here. Start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return account
}

function accountNamed(name: string): Account | undefined {
  const uid = idOf('-u', name)
  const gid = idOf('-g', name)
  return uid && gid ? { name, uid, gid } : undefined
}

function idOf(flag: string, name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

function createAccount(): Account | undefined {
  const nowhere = '/nonexistent'
  const useradd = spawnSync('useradd', [
    ...['--system', '--user-group', '--no-create-home'],
    ...['--home-dir', nowhere, '--shell', '/usr/sbin/nologin', 'postgres'],
  ])
  if (useradd.status !== 0) {
    // Alpine's busybox has adduser and addgroup only.
    spawnSync('addgroup', ['-S', 'postgres'])
    spawnSync('adduser', [
      '-S',
      '-D',
      '-H',
      '-h',
      nowhere,
      '-s',
      '/sbin/nologin',
      '-G',
      'postgres',
      'postgres',
    ])
  }
  return accountNamed('postgres')
}

/** Asked of the system itself and not read from mode bits, so that access lists and mount options count. */
function inShell(account: Account, script: string, ...args: string[]): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return status === 0
}

export function canEnter(account: Account, folder: string): boolean {
  return account.uid === undefined || inShell(account, 'test -x "$1"', folder)
}

export function canExecute(account: Account, program: string): boolean {
  if (account.uid !== undefined) return inShell(account, '"$1" --version', program)
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

/** A folder of root's that `account` can enter and nobody else can write to. */
export function sharedFolder(account: Account): string {
  for (const folder of SHARED) {
    try {
      // The mode of mkdir is narrowed by the umask.
      if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o755)
      const { uid, mode } = statSync(folder)
      if (uid === 0 && (mode & 0o022) === 0 && canEnter(account, folder)) return folder
    } catch {
      // The next one may be usable.
    }
  }
  throw new Error(
    `PostgreSQL's user ${account.name} can enter neither this folder nor ${SHARED.join(' or ')}. Set DATABASE_URL, or start as an ordinary user.`,
  )
}
