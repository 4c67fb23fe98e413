import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const FOLDERS = ['app', 'db', 'lib', 'messages', 'public']
const CONFIGURATION = /^(?!server\.|vitest|playwright|drizzle|biome).+\.(mjs|js|ts|json)$/
const NOT_BUILT = /(\.test\.tsx?|next-env\.d\.ts|\.tsbuildinfo)$|^db\/migrations/
const MARK = '.next/source-hash'

/** Runs `next build` when what it reads differs in content from what the last build read. */
export async function buildWhenChanged(say: (line: string) => void, signal?: AbortSignal) {
  const sources = fingerprint()
  if (existsSync('.next/BUILD_ID') && existsSync(MARK) && readFileSync(MARK, 'utf8') === sources) {
    return
  }
  say('Building the application …')
  rmSync(MARK, { force: true })
  await build(signal)
  writeFileSync(MARK, sources)
}

/** Contents and not times, because a checkout changes the one without the other and back. */
export function fingerprint(): string {
  const hash = createHash('sha256')
  const { version } = createRequire(import.meta.url)('next/package.json')
  hash.update(JSON.stringify([version, process.version.split('.')[0], publicVariables()]))
  for (const path of sourceFiles()) {
    hash.update(`\0${path}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

/** Next writes the values of these into the bundles. */
function publicVariables() {
  return Object.entries(process.env)
    .filter(([name]) => name.startsWith('NEXT_PUBLIC_'))
    .sort()
}

function sourceFiles(): string[] {
  const configuration = readdirSync('.').filter((name) => CONFIGURATION.test(name))
  const sources = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  )
  return [...configuration, ...sources].filter((path) => !NOT_BUILT.test(path)).sort()
}

async function build(signal?: AbortSignal) {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  if (status === 0) return
  console.error(output.trimEnd())
  throw new Error('The application could not be built: next build says why above.')
}
