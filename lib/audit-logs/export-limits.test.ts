import { beforeAll, describe, expect, it } from 'vitest'
import { signToken } from '@/lib/auth/tokens'
import { execute } from '@/lib/core/execute'
import { route } from '@/lib/core/route'
import { makeCompany, makePerson, type Person, run } from '@/lib/testing/sandbox'
import { exportAuditLogs } from './export-queries'
import { listAuditLogs } from './queries'

let reader: Person

const begin = (person: Person, input: object) => execute(exportAuditLogs, person.ctx, () => input)

const trail = async (person: Person) =>
  (await run(listAuditLogs, person, { action: 'EXPORT' })).rows

beforeAll(async () => {
  reader = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
})

describe('an export of the trail', () => {
  it('is nothing that one person begins more than 20 times in ten minutes', async () => {
    const person = await makePerson(reader.company, { permissions: ['VIEW_AUDIT_LOGS'] })
    const begun = async () => {
      await begin(person, { end_date: '2020-01-01' })
    }
    for (let index = 0; index < 20; index++) await begun()
    await expect(begun()).rejects.toMatchObject({
      kind: 'RATE_LIMITED',
      details: { retryAfterSeconds: expect.any(Number) },
    })
    const own = await run(listAuditLogs, reader, { user_id: person.id, page_size: 2 })
    expect(own).toMatchObject({
      total: 21,
      rows: [
        { action: 'DENIED', outcome: 'denied', resource_type: 'AuditLog' },
        { action: 'EXPORT', outcome: 'success' },
      ],
    })
    const other = await makePerson(reader.company, { permissions: ['VIEW_AUDIT_LOGS'] })
    await expect(begin(other, {})).resolves.toBeDefined()
  })

  it('is no answer to HEAD, which would leave an entry', async () => {
    const before = (await trail(reader)).length
    const token = await signToken('access', { sub: reader.id, sid: reader.sessionId })
    const request = new Request('http://localhost/api/audit-logs/export/', {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
    })
    const answer = await route({ GET: exportAuditLogs }).GET(request, {})
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, OPTIONS'])
    expect(await trail(reader)).toHaveLength(before)
  })
})
