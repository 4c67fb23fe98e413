import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { makeCompany, makePerson, type Person, run } from '@/lib/testing/sandbox'
import { listAuditLogs } from './queries'

type Filter = Parameters<typeof run<typeof listAuditLogs>>[2]

describe('pages of the audit trail', () => {
  let auditor: Person

  beforeAll(async () => {
    auditor = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
    // Several entries share a microsecond, and neighbours differ by one.
    await systemPool().write(({ db }) =>
      db.execute(sql`
        insert into audit_logs (company_id, id, timestamp, action, resource_type, details)
        select ${auditor.company}::uuid, gen_random_uuid(),
          date_trunc('month', now()) + (g / 3) * interval '1 microsecond', 'CREATE', 'Seed', 'Row ' || g
        from generate_series(1, 10003) g`),
    )
  })

  const walk = async (filter: Filter) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await run(listAuditLogs, auditor, { ...filter, page_size: 200, cursor })
      expect(page.total).toBe('10000+')
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return seen
  }

  it('meet every entry once, in both directions', async () => {
    const [down, up] = [await walk({}), await walk({ ordering: 'timestamp' })]
    expect(new Set(down).size).toBe(10_003)
    expect(up).toEqual(down.toReversed())
  })

  it('can be numbered as far as they are counted', async () => {
    const all = await walk({})
    const tenth = await run(listAuditLogs, auditor, { page: 10, page_size: 25 })
    expect(tenth.rows.map(({ id }) => id)).toEqual(all.slice(225, 250))
    const last = await run(listAuditLogs, auditor, { page: 100, page_size: 100 })
    expect(last.rows).toHaveLength(100)
    const few = await run(listAuditLogs, auditor, { search: 'Row 777', page: 1 })
    expect([few.total, few.rows.length]).toEqual([11, 11])
    const second = await run(listAuditLogs, auditor, { search: 'Row 777', page: 2, page_size: 10 })
    expect([second.total, second.rows.length]).toEqual([11, 1])
    const beyond = await run(listAuditLogs, auditor, { search: 'Row 777', page: 9, page_size: 10 })
    expect([beyond.total, beyond.rows.length]).toEqual([11, 0])
  })
})
