import { expect, it, vi } from 'vitest'
import { contextFor, entriesOf, makeCompany } from '@/lib/testing/sandbox'
import { writeAudit } from './audit'
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
