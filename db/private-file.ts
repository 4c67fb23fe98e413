import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Reads a JSON file of mode 0600; makes it first when it is absent, so that two processes agree on one content. */
export function readOrCreate(path: string, make: () => Record<string, string>) {
  const existing = read(path)
  if (existing) return existing
  makePrivateFolder(dirname(path))
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600 })
    // A link, because it either appears with its whole content or fails when another process was first.
    linkSync(draft, path)
  } catch (error) {
    if (isCode(error, 'EACCES')) throw new BelongsToAnother(path)
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(path)!
}

class BelongsToAnother extends Error {
  constructor(path: string) {
    super(
      `${path} belongs to another system user. Start as that user, or set DATA_DIR to another folder.`,
    )
  }
}

/** Makes a folder of mode 0700 unless it exists; folders above it get the usual mode. Throws one line. */
export function makePrivateFolder(folder: string) {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new Error(
      `The data folder ${folder} cannot be made (${reason}). Set DATA_DIR to another folder.`,
    )
  }
}

function read(path: string): Record<string, string> | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw isCode(error, 'EACCES') ? new BelongsToAnother(path) : error
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${path} is not valid JSON. Restore it from a backup.`)
  }
}

/** Whether an unknown error is a system error of this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
