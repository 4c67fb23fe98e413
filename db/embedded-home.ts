import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { binariesFor } from './embedded-binaries'
import { isCode, makePrivateFolder } from './private-file'
import { type Account, canEnter, postgresAccount, runsAsRoot, sharedFolder } from './system-account'

export const MAJOR = '18'

/** Where an embedded PostgreSQL lives, and as whom it runs. */
export interface Home {
  dataDir: string
  /** PostgreSQL's own data directory; usually `postgres` in the data folder. */
  cluster: string
  /** The folder with bin, lib and share. */
  binaries: string
  log: string
  account: Account
}

/** Finds or chooses the place of a data folder's PostgreSQL. Throws one line when it cannot be used. */
export function settle(folder: string, say: (line: string) => void): Home {
  makePrivateFolder(resolve(folder))
  const dataDir = realpathSync(resolve(folder))
  const link = join(dataDir, 'postgres')
  const present = lstatSync(link, { throwIfNoEntry: false })
  const { cluster, account } = present ? existingPlace(link) : newPlace(dataDir, link, say)
  return {
    dataDir,
    cluster,
    account,
    binaries: binariesFor(account, say),
    log: join(dataDir, 'postgres.log'),
  }
}

function existingPlace(link: string) {
  const isLink = lstatSync(link).isSymbolicLink()
  const cluster = isLink ? resolve(dirname(link), readlinkSync(link)) : link
  if (!existsSync(dirname(cluster))) {
    throw new Error(
      `The database of ${dirname(link)} was in ${cluster} and is gone. Restore it, or remove ${dirname(link)} to begin anew.`,
    )
  }
  // Interrupted before the first database was complete: its folder is there already and says whose it is.
  const account = accountOf(existsSync(cluster) ? cluster : dirname(cluster))
  const version = existsSync(cluster) && canEnter(account, cluster) ? versionOf(cluster) : MAJOR
  if (version !== MAJOR) {
    throw new Error(
      `The data folder ${dirname(link)} holds a PostgreSQL ${version} database, this is PostgreSQL ${MAJOR}. Move it with pg_dump, or set DATA_DIR to another folder.`,
    )
  }
  if (!canEnter(account, dirname(cluster))) {
    throw new Error(
      `PostgreSQL's user ${account.name} cannot enter ${dirname(cluster)}. Allow it (chmod o+x on the folders above), or set DATA_DIR to another folder.`,
    )
  }
  return { cluster, account }
}

function accountOf(folder: string): Account {
  const { uid, gid } = statSync(folder)
  if (!runsAsRoot()) {
    if (process.getuid && uid !== process.getuid()) throw new BelongsToAnother(folder)
    return { name: 'you' }
  }
  return uid === 0 ? postgresAccount() : { name: `number ${uid}`, uid, gid }
}

class BelongsToAnother extends Error {
  constructor(folder: string) {
    super(
      `The database in ${folder} belongs to another system user. Start as that user, or set DATA_DIR to another folder.`,
    )
  }
}

function versionOf(cluster: string): string {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (isCode(error, 'EACCES')) throw new BelongsToAnother(cluster)
    throw new Error(
      `${cluster} is not a PostgreSQL data directory. Move it away, or set DATA_DIR to another folder.`,
    )
  }
}

function newPlace(dataDir: string, link: string, say: (line: string) => void) {
  if (!runsAsRoot()) return { cluster: link, account: { name: 'you' } }
  const account = postgresAccount()
  if (canEnter(account, dataDir) || admit(account, dataDir)) return { cluster: link, account }
  const outside = mkdtempSync(join(sharedFolder(account), 'data-'))
  chownSync(outside, account.uid!, account.gid!)
  const cluster = join(outside, 'postgres')
  symlinkSync(cluster, link)
  say(`PostgreSQL runs as ${account.name}, who cannot enter ${dataDir}; its data is in ${cluster}`)
  return { cluster, account }
}

const OURS = new Set(['secrets.json', 'keys.json', 'postgres.json', 'postgres.log'])

/** Lets PostgreSQL's user pass through a data folder that only root could enter, when nothing but our files is in it. */
function admit(account: Account, dataDir: string): boolean {
  if (!readdirSync(dataDir).every((name) => OURS.has(name))) return false
  chownSync(dataDir, 0, account.gid!)
  chmodSync(dataDir, 0o710)
  return canEnter(account, dataDir)
}
