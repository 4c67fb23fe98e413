import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCompany, makePerson, type Person, run } from '@/lib/testing/sandbox'
import { lastMonth, writeTrail } from '@/lib/testing/trail'
import { getAuditFacets, getAuditHistogram } from './summary-queries'

let reader: Person
let foreign: Person
let day: string

const ACTOR = uuidv7()

beforeAll(async () => {
  const company = (await makeCompany()).id
  reader = await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS'] })
  foreign = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
  day = `${lastMonth()}01`
  await writeTrail(company, [
    { timestamp: `${day}T00:00:00Z`, userId: ACTOR, userName: 'Ada', ipAddress: '10.0.0.7' },
    { timestamp: `${day}T00:29:59.999999Z`, userId: ACTOR, userName: 'Ada' },
    { timestamp: `${day}T00:30:00Z`, action: 'DELETE', resourceType: 'Role' },
    { timestamp: `${day}T11:59:00Z`, action: 'DELETE', outcome: 'denied', ipAddress: '10.0.0.7' },
    { timestamp: `${day}T11:59:59Z`, action: 'LOGIN_FAILED', outcome: 'failure' },
  ])
  await writeTrail(foreign.company, [{ timestamp: `${day}T00:00:00Z`, ipAddress: '192.0.2.1' }])
})

describe('the histogram of the trail', () => {
  it('begins in no year before the first', async () => {
    const { buckets } = await run(getAuditHistogram, reader, { start_date: '0001-01-01' })
    expect(buckets[0]!.start.slice(0, 4)).toBe('1970')
    const ancient = { start_date: '0001-01-01', end_date: '0001-01-02' }
    expect((await run(getAuditHistogram, reader, ancient)).buckets).toHaveLength(1)
  })

  it('counts each entry once, in the bucket of its time', async () => {
    const range = { start_date: `${day}T00:00:00Z`, end_date: `${day}T11:59:59.999999Z` }
    const { bucket_seconds, buckets } = await run(getAuditHistogram, reader, range)
    expect([bucket_seconds, buckets.length]).toEqual([600, 72])
    const none = { success: 0, failure: 0, denied: 0, sensitive: 0 }
    const at = (time: string) => buckets.find(({ start }) => start === `${day}T${time}:00.000Z`)
    expect(at('00:00')).toMatchObject({ ...none, success: 1 })
    expect(at('00:20')).toMatchObject({ ...none, success: 1 })
    expect(at('00:30')).toMatchObject({ ...none, sensitive: 1 })
    expect(at('11:50')).toMatchObject({ ...none, denied: 1, failure: 1 })
    const sum = buckets.reduce(
      (all, { success, failure, denied, sensitive }) =>
        all + success + failure + denied + sensitive,
      0,
    )
    expect(sum).toBe(5)
  })

  it.each([
    ['2025-01-01', '2025-01-01T00:00:00Z', 60, 1],
    ['2025-01-01', '2025-01-01', 1800, 48],
    ['2025-01-01', '2025-01-07', 7200, 84],
    ['2025-01-01', '2025-03-31', 86_400, 90],
    ['2023-01-01', '2024-12-31', 14 * 86_400, 53],
  ])('from %s to %s has buckets of %i seconds', async (start_date, end_date, length, count) => {
    const found = await run(getAuditHistogram, reader, { start_date, end_date })
    expect([found.bucket_seconds, found.buckets.length]).toEqual([length, count])
  })

  it('never has more than ninety buckets, however long the time', async () => {
    const found = await run(getAuditHistogram, reader, { start_date: '1000-01-01' })
    expect(found.buckets.length).toBeLessThanOrEqual(90)
    expect(found.bucket_seconds % 86_400).toBe(0)
  })

  it('begins with the first entry, and is narrowed down like the list', async () => {
    const found = await run(getAuditHistogram, reader, { action: 'DELETE', outcome: 'denied' })
    expect(found.buckets[0]).toMatchObject({ denied: 1 })
    expect(Date.parse(found.buckets[0]!.start)).toBeLessThanOrEqual(Date.parse(`${day}T11:59:00Z`))
    expect((await run(getAuditHistogram, reader, { search: 'nothing' })).buckets).toHaveLength(1)
  })
})

describe('the facets of the trail', () => {
  it('are the most frequent values, of the own company alone', async () => {
    expect(await run(getAuditFacets, reader, {})).toEqual({
      actions: [
        { value: 'DELETE', count: 2 },
        { value: 'UPDATE', count: 2 },
        { value: 'LOGIN_FAILED', count: 1 },
      ],
      resource_types: [
        { value: 'User', count: 4 },
        { value: 'Role', count: 1 },
      ],
      outcomes: [
        { value: 'success', count: 3 },
        { value: 'denied', count: 1 },
        { value: 'failure', count: 1 },
      ],
      users: [{ value: ACTOR, name: 'Ada', count: 2 }],
      ips: [{ value: '10.0.0.7', count: 2 }],
    })
    const elsewhere = await run(getAuditFacets, foreign, { company: reader.company })
    expect(elsewhere.ips).toEqual([{ value: '192.0.2.1', count: 1 }])
  })

  it('are ten at most', async () => {
    const other = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
    const timestamp = `${day}T00:00:00Z`
    await writeTrail(
      other.company,
      Array.from({ length: 12 }, (_, index) => ({ timestamp, ipAddress: `10.0.0.${index}` })),
    )
    await writeTrail(other.company, [{ timestamp, ipAddress: '10.0.0.11' }])
    const { ips } = await run(getAuditFacets, other, {})
    expect(ips).toHaveLength(10)
    expect(ips[0]).toEqual({ value: '10.0.0.11', count: 2 })
  })

  it('are narrowed down like the list', async () => {
    const { actions } = await run(getAuditFacets, reader, {
      outcome: 'success',
      exclude_action: 'update',
    })
    expect(actions).toEqual([{ value: 'DELETE', count: 1 }])
  })

  it('are those that contain a text, also by the name of a person', async () => {
    const facets = (containing: string) => run(getAuditFacets, reader, { containing })
    const [deletions, ada] = [await facets('dele'), await facets('ADA')]
    expect(deletions.actions).toEqual([{ value: 'DELETE', count: 2 }])
    expect(deletions.users).toEqual([])
    expect(ada.users).toEqual([{ value: ACTOR, name: 'Ada', count: 2 }])
    expect([ada.actions, ada.resource_types, ada.ips]).toEqual([[], [], []])
    expect((await facets('100%')).outcomes).toEqual([])
  })
})
