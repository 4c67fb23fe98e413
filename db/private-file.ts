import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Reads a JSON file of mode 0600; makes it first when it is absent, so that two processes agree on one content. */
export function readOrCreate(path: string, make: () => Record<string, string>) {
  const existing = read(path)
  if (existing) return existing
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600 })
  try {
    // A link, because it either appears with its whole content or fails when another process was first.
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(path)!
}

function read(path: string): Record<string, string> | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    if (isCode(error, 'EACCES')) {
      throw new Error(
        `${path} belongs to another user. Start as that user, or set DATA_DIR to another folder.`,
      )
    }
    throw error
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
