import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Operation } from '@/lib/core/operation'
import type { Handler } from '@/lib/core/route'

const filesBelow = (folder: string, pattern: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => pattern.test(name))
    .sort()

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'kind' in value && 'run' in value

export interface NamedOperation {
  name: string
  file: string
  operation: Operation
}

/** Every operation of every domain, also of one that was written after this line. */
export async function allOperations(): Promise<NamedOperation[]> {
  const files = filesBelow('lib', /\/([a-z-]+-)?(queries|commands)\.ts$/)
  const found = await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(path.resolve(file))
      return Object.entries(exported)
        .filter((entry): entry is [string, Operation] => isOperation(entry[1]))
        .map(([name, operation]) => ({ name, file, operation }))
    }),
  )
  return found.flat()
}

/** The operations that some route answers with. */
export async function routedOperations(): Promise<Set<Operation>> {
  const modules = await Promise.all(
    filesBelow('app', /\/route\.ts$/).map(
      (file) => import(path.resolve(file)) as Promise<Record<string, Handler>>,
    ),
  )
  const operations = modules.flatMap((module) =>
    Object.values(module).map((handler) => handler.operation),
  )
  return new Set(operations.filter((operation) => operation !== undefined))
}

/** The text of all pages, in which an operation that no route answers with must be loaded. */
export const pagesText = () =>
  filesBelow('app', /\.tsx$/)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
