// `node scripts/complete-lock.mjs`, after npm install against a registry that does not carry the packages of
// every platform: npm leaves those out of the lock file, and npm ci then refuses the file everywhere.
import { readFileSync, writeFileSync } from 'node:fs'

const PLATFORM =
  /-(?<os>android|darwin|freebsd|linux|win32|wasm32)(?:-(?<cpu>[a-z0-9]+))?(?:-(?<abi>[a-z]+))?$/

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`
    if (lock.packages[place] || lock.packages[`${path}/${place}`]) continue
    console.log(`added ${name} ${version}`)
    lock.packages[place] = {
      version,
      ...restrictions(name),
      ...(owner.dev && { dev: true }),
      optional: true,
      ...(owner.engines && { engines: owner.engines }),
    }
  }
}

function restrictions(name) {
  const { os, cpu, abi } = PLATFORM.exec(name).groups
  if (os === 'wasm32') return { cpu: ['wasm32'] }
  return { cpu: [cpu], ...(abi === 'musl' && { libc: ['musl'] }), os: [os] }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
