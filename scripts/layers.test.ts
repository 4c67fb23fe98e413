import { expect, it } from 'vitest'
import { readSources, violations } from './layers'

const file = (path: string, ...imports: string[]) => ({
  path,
  text: imports.map((specifier) => `import { x } from '${specifier}'\n`).join(''),
})

it('finds nothing in this repository', () => {
  const files = readSources(process.cwd())
  expect(files.length).toBeGreaterThan(50)
  expect(violations(files)).toEqual([])
})

it.each([
  ['app/api/x/route.ts', '@/db/pool'],
  ['app/api/x/route.ts', 'drizzle-orm'],
  ['app/api/x/route.ts', '@/lib/core/database'],
  ['lib/roles/queries.ts', '@/lib/users/queries'],
  ['lib/roles/queries.ts', '../users/queries'],
  ['lib/departments/queries.ts', '@/lib/roles/queries'],
  ['lib/roles/queries.ts', '@/app/page'],
  ['lib/roles/commands.ts', '@/lib/testing/sandbox'],
  ['lib/core/route.ts', '@/lib/roles/queries'],
  ['lib/core/route.ts', '@/lib/auth/login'],
  ['db/pool.ts', '@/lib/core/env'],
  ['lib/realtime/client/live.ts', '../settings'],
  ['lib/realtime/client/live.ts', '../schema'],
  ['lib/realtime/client/live.ts', '@/lib/auth/queries'],
  ['lib/realtime/client/live.ts', 'node:crypto'],
  ['lib/realtime/client/live.ts', 'pusher'],
])('refuses that %s imports %s', (path, specifier) => {
  expect(violations([file(path, specifier)])).toHaveLength(1)
})

it('refuses server code in a client component, but not the types of a schema', () => {
  const client = (line: string) => ({ path: 'app/_ui/x.tsx', text: `'use client'\n${line}\n` })
  expect(violations([client("import { role } from '@/lib/roles/schema'")])).toHaveLength(1)
  expect(violations([client("import { readFile } from 'node:fs'")])).toHaveLength(1)
  expect(violations([client("import type { role } from '@/lib/roles/schema'")])).toEqual([])
})

it('lets the client of live updates use pusher-js and the types of a schema', () => {
  const text = "import Pusher from 'pusher-js'\nimport type { x } from '../schema'\n"
  expect(violations([{ path: 'lib/realtime/client/link.ts', text }])).toEqual([])
})

it('refuses a file that is too long', () => {
  const text = 'x\n'.repeat(201)
  expect(violations([{ path: 'lib/roles/long.ts', text }])).toHaveLength(1)
})
