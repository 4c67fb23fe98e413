import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const CACHE = 'node_modules/.cache/erp-access'

/**
 * Runs a TypeScript file of this repository in this process. What can be missing on a machine that has only
 * Node and npm is checked first, each with one line: the version of Node and the dependencies.
 */
export async function launch(entry) {
  checkNode()
  process.chdir(ROOT)
  if (!isInstalled()) install()
  // From Node 22 on; what was compiled once need not be compiled at the next start.
  module.enableCompileCache?.(join(ROOT, CACHE, 'compiled'))
  const bundled = bundle(entry)
  if (!bundled) (await import('tsx/esm/api')).register()
  await import(pathToFileURL(bundled ?? join(ROOT, entry)).href)
}

function checkNode() {
  const wanted = /\d+\.\d+\.\d+/.exec(readJson('package.json').engines.node)[0]
  if (isOlder(process.versions.node, wanted)) {
    fail(
      `Node ${wanted} or later is needed, this is ${process.versions.node}. See https://nodejs.org.`,
    )
  }
}

function isOlder(version, wanted) {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number))
  const index = have.findIndex((part, place) => part !== want[place])
  return index >= 0 && have[index] < want[index]
}

/** Compares the lock file with the one that npm leaves in node_modules when an installation is complete. */
function isInstalled() {
  const installed = readJson('node_modules/.package-lock.json')?.packages
  if (!installed) return false
  // What only the build needs may be left out where the build is there already.
  const isBuilt = existsSync(join(ROOT, '.next/BUILD_ID'))
  return Object.entries(readJson('package-lock.json').packages).every(([path, locked]) => {
    const found = installed[path]
    if (found) return found.version === locked.version && found.integrity === locked.integrity
    return path === '' || locked.optional || locked.devOptional || (locked.dev && isBuilt)
  })
}

function install() {
  console.log('Installing the dependencies …')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const options = { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] }
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) fail('The dependencies could not be installed: npm ci says why above.')
}

/** One file instead of hundreds that a loader must translate one by one, which takes seconds at every start. */
function bundle(entry) {
  const folder = join(ROOT, CACHE)
  const outfile = join(folder, `${basename(entry, '.ts')}.mjs`)
  const draft = `${outfile}.${process.pid}.mjs`
  try {
    mkdirSync(folder, { recursive: true })
    const tsx = createRequire(import.meta.url).resolve('tsx/package.json')
    const { outputFiles } = createRequire(tsx)('esbuild').buildSync({
      entryPoints: [join(ROOT, entry)],
      outfile,
      write: false,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      tsconfig: join(ROOT, 'tsconfig.json'),
      logLevel: 'error',
    })
    writeFileSync(draft, outputFiles[0].contents)
    renameSync(draft, outfile)
    return outfile
  } catch (error) {
    // A checkout that this user cannot write to; the loader is slower and writes nothing there.
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return undefined
    if (error.errors) return fail(`${entry} does not compile, see above.`)
    throw error
  }
}

function readJson(path) {
  const file = join(ROOT, path)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

function fail(line) {
  console.error(line)
  process.exit(1)
}
