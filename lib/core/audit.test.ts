import { expect, it, vi } from 'vitest'
import { contextFor, entriesOf, makeCompany } from '@/lib/testing/sandbox'
import { routeOf, writeAudit } from './audit'
import { systemPool } from './database'

const MANY = 6000

it('writes many entries by few statements, in their order', async () => {
  const { id: companyId } = await makeCompany()
  const entries = Array.from({ length: MANY }, (_, index) => ({
    companyId,
    action: 'UPDATE' as const,
    resourceType: 'User',
    resourceId: companyId,
    details: `Entry ${index}`,
  }))
  const statements = await systemPool().write(async ({ db }) => {
    const execute = vi.spyOn(db, 'execute')
    await writeAudit(db, contextFor(null), null, ...entries)
    return execute.mock.calls.length
  })
  expect(statements).toBe(2)
  const written = (await entriesOf(companyId)).filter(({ action }) => action === 'UPDATE')
  expect(written.map(({ details }) => details)).toEqual(entries.map(({ details }) => details))
})

it.each([
  ['POST /api/users/01a21c8c-6d47-75a5-8460-6c05aed8b642/lock', 'POST /api/users/{id}/lock'],
  ['GET /audit', 'GET /audit'],
  ['GET /', 'GET /'],
  ['POST /api/auth/callback/credentials', 'POST /api/auth/callback/credentials'],
  ['GET /invite/ARf8iljTXVhdetPvJ6aCtri9TSoiQWEaf2opANVPnN4', 'GET /invite/{id}'],
  [`GET /invite/${'a'.repeat(43)}`, 'GET /invite/{id}'],
  ['GET /c/northwind/users/%2e%2e', 'GET /c/northwind/users/{id}'],
])('keeps of %s neither ids nor tokens', (target, route) => {
  expect(routeOf(target)).toBe(route)
})
