import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readOrCreate } from '@/db/private-file'

/** The secrets of the embedded mode, made once and kept in the data folder. Throws when they were lost. */
export function readSecrets(dataDir: string): { AUTH_SECRET: string; PASSWORD_PEPPER: string } {
  const path = join(dataDir, 'secrets.json')
  if (!existsSync(path) && existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new Error(
      `${path} is missing, and without it no password in the database can be checked. Restore it, or remove ${dataDir} to begin anew.`,
    )
  }
  const { AUTH_SECRET, PASSWORD_PEPPER } = readOrCreate(path, () => ({
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    PASSWORD_PEPPER: randomBytes(32).toString('base64url'),
  }))
  if (!AUTH_SECRET || !PASSWORD_PEPPER) {
    throw new Error(`${path} lacks AUTH_SECRET or PASSWORD_PEPPER. Restore it from a backup.`)
  }
  return { AUTH_SECRET, PASSWORD_PEPPER }
}
