import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { requestPool } from '@/lib/core/database'
import { failsWith } from '@/lib/testing/expecting'
import { makeCompany, makePerson, makeSuperuser, type Person, run } from '@/lib/testing/sandbox'
import { lastMonth, writeTrail } from '@/lib/testing/trail'
import { getAuditLog, listAuditLogs } from './queries'

let reader: Person
let foreign: Person
let superuser: Person
let day: string

const ACTOR = uuidv7()

type Filter = Parameters<typeof run<typeof listAuditLogs>>[2]
const details = async (filter: Filter, person = reader) =>
  (await run(listAuditLogs, person, filter)).rows.map((row) => row.details)

beforeAll(async () => {
  const company = (await makeCompany()).id
  reader = await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS'] })
  foreign = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
  superuser = await makeSuperuser()
  day = lastMonth()
  await writeTrail(company, [
    { details: 'first', timestamp: `${day}01T00:00:00Z`, userName: 'Zoë Äther', action: 'LOGIN' },
    {
      details: 'second',
      timestamp: `${day}01T23:59:59.999999Z`,
      userEmail: 'zoe@example.com',
      requestId: 'req.7',
    },
    {
      details: 'third',
      timestamp: `${day}02T00:00:00Z`,
      resourceType: 'Role',
      resourceId: 'r-1',
      userId: ACTOR,
    },
    {
      details: 'fourth 100%',
      timestamp: `${day}02T10:00:00Z`,
      outcome: 'denied',
      ipAddress: '::1',
    },
  ])
  await writeTrail(foreign.company, [{ details: 'elsewhere', timestamp: `${day}02T10:00:00Z` }])
})

describe('the audit trail', () => {
  it('shows a company its own entries, the newest first', async () => {
    const { rows, total, nextCursor } = await run(listAuditLogs, reader, {})
    expect(rows.map((row) => row.details)).toEqual(['fourth 100%', 'third', 'second', 'first'])
    expect([total, nextCursor]).toEqual([4, null])
    expect(rows[2]).toEqual({
      id: expect.any(String),
      user_id: null,
      user_name: '',
      user_email: 'zoe@example.com',
      action: 'UPDATE',
      resource_type: 'User',
      resource_id: null,
      details: 'second',
      changes: {},
      outcome: 'success',
      ip_address: null,
      user_agent: null,
      request_id: 'req.7',
      session_id: null,
      route: null,
      duration_ms: null,
      timestamp: `${day}01T23:59:59.999999Z`,
    })
    expect(await run(getAuditLog, reader, { id: rows[2]!.id })).toEqual(rows[2])
    await expect(run(getAuditLog, foreign, { id: rows[2]!.id })).rejects.toEqual(
      failsWith('not_found'),
    )
    expect(await details({ company: reader.company }, foreign)).toEqual(['elsewhere'])
  })

  it('leaves out results and targets', async () => {
    expect(await details({ exclude_outcome: 'denied' })).toEqual(['third', 'second', 'first'])
    for (const exclude_target of ['Role', 'Role/r-1', 'r-1']) {
      expect(await details({ exclude_target })).toEqual(['fourth 100%', 'second', 'first'])
    }
    expect(await details({ exclude_target: 'User/r-1' })).toHaveLength(4)
  })

  it('shows a superuser an entry of the asked company alone', async () => {
    const { rows } = await run(listAuditLogs, superuser, { company: reader.company })
    const { id } = rows[0]!
    const asked = (company?: string) => run(getAuditLog, superuser, { id, company })
    expect([(await asked()).id, (await asked(reader.company)).id]).toEqual([id, id])
    await expect(asked(foreign.company)).rejects.toMatchObject({ kind: 'NOT_FOUND' })
  })

  it('shows a superuser every company, or the asked one', async () => {
    for (const entry of ['second', 'elsewhere']) {
      expect(await details({ search: entry }, superuser)).toContain(entry)
    }
    expect(await details({ company: foreign.company }, superuser)).toEqual(['elsewhere'])
  })

  it.each<[Filter, string[]]>([
    [{ action: 'login' }, ['first']],
    [{ action: 'Login, update', ordering: 'timestamp', page_size: 2 }, ['first', 'second']],
    [{ action: 'nothing' }, []],
    [{ user: 'äTHER' }, ['first']],
    [{ user: 'ZOE@' }, ['second']],
    [{ user: '%' }, []],
    [{ resource_type: 'Role' }, ['third']],
    [{ resource_id: 'r-1' }, ['third']],
    [{ outcome: 'DENIED' }, ['fourth 100%']],
    [{ ip: '::1' }, ['fourth 100%']],
    [{ ip: '::/64' }, ['fourth 100%']],
    [{ ip: '10.0.0.0/8' }, []],
    [{ exclude_ip: '::1' }, ['third', 'second', 'first']],
    [{ exclude_ip: '::/64' }, ['third', 'second', 'first']],
    [{ exclude_action: 'login' }, ['fourth 100%', 'third', 'second']],
    [{ exclude_user: 'zo' }, ['fourth 100%', 'third']],
    [{ user_id: ACTOR }, ['third']],
    [{ search: '100%' }, ['fourth 100%']],
    [{ search: 'äther' }, ['first']],
    [{ search: 'zoe@EXAMPLE' }, ['second']],
    [{ search: 'R-1' }, ['third']],
    [{ search: '::1' }, ['fourth 100%']],
    [{ search: 'req.7' }, ['second']],
    [{ search: ACTOR }, ['third']],
  ])('is filtered by %o', async (filter, expected) => {
    expect(await details(filter)).toEqual(expected)
  })

  it.each<[string, string, string[]]>([
    ['01', '01', ['second', 'first']],
    ['02', '02', ['fourth 100%', 'third']],
    ['01T00:00:00.000001Z', '02T09:59', ['third', 'second']],
    ['02T11:30:00+01:30', '02T11:30:00 01:30', ['fourth 100%']],
  ])('is read from %s to %s', async (start, end, expected) => {
    expect(await details({ start_date: day + start, end_date: day + end })).toEqual(expected)
  })

  it.each<Filter>([
    { start_date: 'yesterday' },
    { end_date: '2026-02-30' },
    { start_date: '0000-01-01' },
    { end_date: '9999-12-31T23:59:59-12:00' },
    { outcome: 'maybe' },
    { cursor: 'x' },
    { ip: '10.0.0.0/99' },
    { exclude_ip: 'here/8' },
    { user_id: 'me' },
    { cursor: Buffer.from(`2026-02-31T00:00:00.000000Z ${uuidv7()}`).toString('base64url') },
    { ordering: 'details' as 'timestamp' },
    { page: 101, page_size: 100 },
  ])('refuses %o', async (filter) => {
    await expect(run(listAuditLogs, reader, filter)).rejects.toEqual(failsWith('invalid'))
  })

  it('cannot be written by those who answer requests', async () => {
    for (const statement of ['update audit_logs set details = 0', 'delete from audit_logs']) {
      await expect(
        requestPool().write(({ db }) => db.execute(sql.raw(statement))),
      ).rejects.toThrow()
    }
  })
})

it('keeps of what somebody did the session, the route and how long it took', async () => {
  const company = (await makeCompany()).id
  const [auditor, other] = [
    await makePerson(company, { permissions: ['VIEW_AUDIT_LOGS'] }),
    await makePerson(company),
  ]
  const ctx = { startedAt: performance.now() - 40, target: `GET /api/audit-logs/${ACTOR}` }
  await expect(run(listAuditLogs, other, {}, ctx)).rejects.toEqual(failsWith('forbidden'))
  const asked = async (session_id: string) =>
    (await run(listAuditLogs, auditor, { session_id })).rows
  const [entry, ...more] = await asked(other.sessionId)
  expect(more).toEqual([])
  expect(entry).toMatchObject({
    ...{ action: 'DENIED', session_id: other.sessionId, route: 'GET /api/audit-logs/{id}' },
  })
  expect(entry!.duration_ms).toBeGreaterThanOrEqual(40)
  expect(await asked(ACTOR)).toEqual([])
})
