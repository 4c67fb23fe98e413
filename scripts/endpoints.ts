import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Handler } from '@/lib/core/route'
import type { Endpoint, SchemaNames } from '@/lib/openapi/endpoint'

const ROOT = resolve(import.meta.dirname ?? 'scripts', '..')
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const OPERATIONS = /^(.+-)?(queries|commands)\.ts$/

const load = (path: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ pathToFileURL(join(ROOT, path)).href)

const filesBelow = (folder: string, isWanted: (name: string) => boolean) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
    .sort()

/** Every operation that a route file serves, with where it is found. */
export async function collectEndpoints(): Promise<Endpoint[]> {
  const operationIds = await exportNames()
  const routes = filesBelow('app', (name) => name === 'route.ts')
  const found = await Promise.all(
    // A catch-all folder answers for what no other route has taken, so it has no operations.
    routes.filter((file) => !file.includes('[...')).map((file) => endpointsOf(file, operationIds)),
  )
  return withUniqueIds(found.flat())
}

/** An operation that two methods of a path share has two names. */
function withUniqueIds(endpoints: Endpoint[]): Endpoint[] {
  const taken = new Set<string>()
  return endpoints.map((endpoint) => {
    const { operationId: id, method } = endpoint
    const operationId = taken.has(id) ? `${id}By${pascal(method.toLowerCase())}` : id
    taken.add(operationId)
    return { ...endpoint, operationId }
  })
}

async function endpointsOf(file: string, operationIds: Map<unknown, string>) {
  const handlers = (await load(file)) as Partial<Record<(typeof METHODS)[number], Handler>>
  const path = pathOf(file)
  return METHODS.flatMap((method): Endpoint[] => {
    const { operation, status = 200 } = handlers[method] ?? {}
    if (!operation) return []
    const operationId = operationIds.get(operation) ?? fallbackId(method, path)
    return [{ path, method, status, operation, operationId }]
  })
}

/** `app/api/users/[id]/route.ts` is `/api/users/{id}/`; what looks like a file has no last slash. */
function pathOf(file: string): string {
  const segments = dirname(file)
    .split('/')
    .slice(1)
    .filter((segment) => !segment.startsWith('('))
    .map((segment) => segment.replace(/^\[(\w+)\]$/, '{$1}'))
  const path = `/${segments.join('/')}`
  return basename(path).includes('.') ? path : `${path}/`
}

const fallbackId = (method: string, path: string) =>
  path
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word && word !== 'api')
    .reduce((id, word) => id + word[0]!.toUpperCase() + word.slice(1), method.toLowerCase())

/** What the domains call their operations. */
async function exportNames(): Promise<Map<unknown, string>> {
  const names = new Map<unknown, string>()
  for (const file of filesBelow('lib', (name) => OPERATIONS.test(name))) {
    for (const [name, value] of Object.entries(await load(file))) names.set(value, name)
  }
  return names
}

/** The objects and enumerations that the domains' `schema.ts` export, by the names they have there. */
export async function collectNames(): Promise<SchemaNames> {
  const names = new Map<z.ZodType, string>()
  for (const file of filesBelow('lib', (name) => name === 'schema.ts')) {
    const domain = basename(dirname(file))
    for (const [key, value] of Object.entries(await load(file))) {
      if (!(value instanceof z.ZodObject || value instanceof z.ZodEnum) || names.has(value))
        continue
      const name = pascal(key)
      names.set(value, [...names.values()].includes(name) ? pascal(domain) + name : name)
    }
  }
  return names
}

const pascal = (text: string) =>
  text.replaceAll(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())
