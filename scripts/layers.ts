import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  path: string
  text: string
}

/** What a layer may import, as prefixes of repository paths. The first layer that fits a file counts. */
interface Layer {
  name: string
  holds(file: SourceFile): boolean
  mayImport: (string | RegExp)[]
  mayUse?: RegExp
}

const LONGEST_FILE = 200
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/g

const inFolder = (folder: string) => (file: SourceFile) => file.path.startsWith(`${folder}/`)
const isClient = (file: SourceFile) =>
  file.path.startsWith('app/') && /^\s*['"]use client['"]/.test(file.text)
const domainOf = (file: string) => /^lib\/([^/]+)\//.exec(file)?.[1]

/** Who may import whom; a folder of lib/ that nobody names is a domain and fenced as one. */
const LAYERS: Layer[] = [
  { name: 'test', holds: ({ path }) => /\.test\.tsx?$/.test(path), mayImport: [/./] },
  { name: 'lib/testing', holds: inFolder('lib/testing'), mayImport: ['lib/', 'db/'] },
  {
    name: 'client component',
    holds: isClient,
    mayImport: ['app/', 'messages/', 'lib/permissions/catalog', 'lib/realtime/client'],
    mayUse: /^(?!node:|drizzle-orm|postgres)/,
  },
  {
    name: 'app',
    holds: inFolder('app'),
    mayImport: [
      'app/',
      'messages/',
      /^lib\/[^/]+\/(([a-z-]+-)?(queries|commands)|schema|rules|browser-route)$/,
      'lib/core/route',
      'lib/core/load',
      'lib/core/etag',
      'lib/openapi/',
      'lib/realtime/client/',
      'lib/permissions/',
    ],
    mayUse: /^(?!drizzle-orm|postgres)/,
  },
  {
    name: 'lib/realtime/client',
    holds: inFolder('lib/realtime/client'),
    mayImport: ['lib/realtime/client/'],
    mayUse: /^(?!node:|drizzle-orm|postgres|pusher$)/,
  },
  { name: 'db', holds: inFolder('db'), mayImport: ['db/'] },
  {
    name: 'lib/core',
    holds: inFolder('lib/core'),
    mayImport: [
      'lib/core/',
      'db/',
      'lib/permissions/catalog',
      /^lib\/auth\/(tokens|cookie|principal)$/,
    ],
  },
  {
    name: 'lib/permissions',
    holds: inFolder('lib/permissions'),
    // Who is online is a remark to every preview of a change of rights.
    mayImport: ['lib/permissions/', 'lib/core/', 'lib/realtime/presence', 'db/'],
  },
  {
    name: 'domain',
    holds: inFolder('lib'),
    // Texts for people are in one place, those of mails too.
    mayImport: ['lib/core/', 'lib/auth/', 'lib/permissions/', 'db/', 'messages/'],
  },
]

/** What runs in browsers may know the shapes of answers, which cost nothing there. */
const isBrowserLayer = ({ name }: Layer) =>
  name === 'client component' || name === 'lib/realtime/client'

const isAllowed = (target: string, allowed: Layer['mayImport']) =>
  allowed.some((rule) => (typeof rule === 'string' ? target.startsWith(rule) : rule.test(target)))

/** The imports that break the layers and the files that are too long, a line each. */
export function violations(files: SourceFile[]): string[] {
  return files.flatMap((file) => {
    const layer = LAYERS.find(({ holds }) => holds(file))
    if (!layer) return []
    const found = [...file.text.matchAll(IMPORT)].flatMap(([, type, specifier]) =>
      refusal(file, layer, specifier!, type !== undefined),
    )
    const lines = file.text.split('\n').length - 1
    if (lines > LONGEST_FILE) found.push(`${file.path} has ${lines} lines, ${LONGEST_FILE} at most`)
    return found
  })
}

function refusal(file: SourceFile, layer: Layer, specifier: string, isType: boolean): string[] {
  const isOwn = specifier.startsWith('.') || specifier.startsWith('@/')
  if (!isOwn) {
    return layer.mayUse && !layer.mayUse.test(specifier)
      ? [`${file.path}: a file of ${layer.name} must not use ${specifier}`]
      : []
  }
  const target = specifier.startsWith('@/')
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(file.path), specifier)
  if (isBrowserLayer(layer) && isType && /^lib\/[^/]+\/schema$/.test(target)) return []
  const isSameDomain = layer.name === 'domain' && domainOf(target) === domainOf(file.path)
  if (isSameDomain || isAllowed(target, layer.mayImport)) return []
  return [`${file.path}: a file of ${layer.name} must not import ${target}`]
}

/** The source files of app, lib and db. */
export function readSources(root: string): SourceFile[] {
  return ['app', 'lib', 'db'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|mjs)$/.test(name))
      .map((name) => {
        const file = `${folder}/${name.split(path.sep).join('/')}`
        return { path: file, text: readFileSync(path.join(root, file), 'utf8') }
      }),
  )
}
