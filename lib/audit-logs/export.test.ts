import { and, eq } from 'drizzle-orm'
import Papa from 'papaparse'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { auditLogs, userRoles } from '@/db/schema'
import { requestPool, systemPool } from '@/lib/core/database'
import type { FileStream } from '@/lib/core/download'
import { execute } from '@/lib/core/execute'
import { makeCompany, makePerson, makeSuperuser, type Person, run } from '@/lib/testing/sandbox'
import { lastMonth } from '@/lib/testing/trail'
import { exportAuditLogs } from './export-queries'
import { listAuditLogs } from './queries'

const HARMFUL = '=HYPERLINK("http://example.com")'
/** In the wide letters of Japanese, which spreadsheets read as the narrow ones. */
const WIDE = '＝1+1'
/** Of three pages, the last of which is not full. */
const MANY = 2100

let reader: Person
let code: string
let day: string

const begin = (person: Person, input: object) =>
  // Safe because a download is executed to nothing else.
  execute(exportAuditLogs, person.ctx, () => input) as Promise<FileStream>

async function textOf({ pieces }: FileStream) {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

const parsed = (text: string) =>
  Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data

const trail = async (person: Person) =>
  (await run(listAuditLogs, person, { action: 'EXPORT' })).rows

beforeAll(async () => {
  const company = await makeCompany()
  reader = await makePerson(company.id, { permissions: ['VIEW_AUDIT_LOGS'] })
  const superuser = await makeSuperuser()
  code = await codeOf(superuser, company.id)
  day = `${lastMonth()}01`
  const entry = { companyId: company.id, action: 'UPDATE', resourceType: 'Role' }
  await systemPool().write(({ db }) =>
    db.insert(auditLogs).values([
      ...Array.from({ length: MANY - 1 }, (_, index) => ({
        ...entry,
        id: uuidv7(),
        timestamp: `${day}T00:00:00.${String(index % 3).padStart(6, '0')}Z`,
        details: `Row ${index}`,
      })),
      {
        ...entry,
        id: uuidv7(),
        timestamp: `${day}T00:00:01Z`,
        details: HARMFUL,
        userName: '+1, "quoted"\nsecond line',
        userEmail: WIDE,
        changes: { name: { before: 'a', after: 'b' } },
      },
    ]),
  )
})

const codeOf = async (superuser: Person, id: string) => {
  const { fileName } = await begin(superuser, { company: id, end_date: '2020-01-01' })
  return /^audit_(.+)_\d{4}-\d\d-\d\d_2020-01-01_UTC\.csv$/.exec(fileName)![1]!
}

describe('an export of the trail', () => {
  it('is a CSV of every entry, whose texts no spreadsheet runs', async () => {
    const file = await begin(reader, { action: 'update', start_date: day, end_date: day })
    expect(file.mediaType).toBe('text/csv; charset=utf-8')
    expect(file.fileName).toBe(`audit_${code}_${day}_${day}_UTC.csv`)
    const text = await textOf(file)
    const rows = parsed(text)
    expect(rows).toHaveLength(MANY)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY)
    expect(text).not.toMatch(/(^|,|")=HYPERLINK/m)
    expect(rows[0]).toMatchObject({
      details: `'${HARMFUL}`,
      user_name: '\'+1, "quoted"\nsecond line',
      user_email: `'${WIDE}`,
      changes: '{"name":{"after":"b","before":"a"}}',
      timestamp: `${day}T00:00:01.000000Z`,
    })
  })

  it('is a JSON array of the very entries that the list shows', async () => {
    const file = await begin(reader, { format: 'json', search: HARMFUL })
    expect(file.mediaType).toBe('application/json')
    const shown = (await run(listAuditLogs, reader, { search: HARMFUL })).rows
    expect(JSON.parse(await textOf(file))).toEqual(shown)
    const all = JSON.parse(await textOf(await begin(reader, { format: 'json', action: 'update' })))
    expect(all).toHaveLength(MANY)
    const none = await textOf(await begin(reader, { format: 'json', resource_id: 'none' }))
    expect(JSON.parse(none)).toEqual([])
  })

  it('is in the trail before anything of it is read', async () => {
    const other = await makePerson(reader.company, { permissions: ['VIEW_AUDIT_LOGS'] })
    await begin(other, {
      format: 'json',
      action: 'update,delete',
      start_date: '2020-01-31T09:30:05.5Z',
    })
    expect(await trail(other)).toContainEqual(
      expect.objectContaining({
        user_email: other.email,
        resource_type: 'AuditLog',
        details:
          'Exported the audit trail as JSON: start_date=31 Jan 2020 09:30:05 UTC, action=UPDATE,DELETE.',
        outcome: 'success',
      }),
    )
  })

  it('is refused without the permission, and with a filter that makes no sense', async () => {
    const nobody = await makePerson(reader.company)
    const before = (await trail(reader)).length
    await expect(begin(nobody, {})).rejects.toMatchObject({ kind: 'FORBIDDEN' })
    await expect(begin(reader, { format: 'xml' })).rejects.toMatchObject({ kind: 'INVALID' })
    await expect(begin(reader, { start_date: 'x' })).rejects.toMatchObject({ kind: 'INVALID' })
    expect(await trail(reader)).toHaveLength(before)
  })

  it('ends when the permission does', async () => {
    const person = await makePerson(reader.company, { permissions: ['VIEW_AUDIT_LOGS'] })
    const { pieces } = await begin(person, { action: 'update' })
    await pieces.next()
    expect((await pieces.next()).value).toContain('Row ')
    await systemPool().write(({ db }) =>
      db
        .update(userRoles)
        .set({ revokedAt: new Date().toISOString() })
        .where(and(eq(userRoles.companyId, person.company), eq(userRoles.userId, person.id))),
    )
    await expect(pieces.next()).rejects.toMatchObject({ kind: 'FORBIDDEN' })
  })

  it('reads no further page before the last one was taken, each in a transaction of its own', async () => {
    const { pieces } = await begin(reader, { action: 'update' })
    const reads = vi.spyOn(requestPool(), 'read')
    await pieces.next()
    expect(reads).toHaveBeenCalledTimes(0)
    await pieces.next()
    expect(reads).toHaveBeenCalledTimes(1)
    await pieces.return()
    expect((await pieces.next()).done).toBe(true)
    expect(reads).toHaveBeenCalledTimes(1)
    reads.mockRestore()
  })

  it('holds nothing of another company, whose trail tells of it only where a superuser asked', async () => {
    const foreign = await makePerson((await makeCompany()).id, { permissions: ['VIEW_AUDIT_LOGS'] })
    const file = await begin(foreign, { company: reader.company, action: 'update' })
    expect(parsed(await textOf(file))).toEqual([])
    expect(await trail(foreign)).toHaveLength(1)
    const superuser = await makeSuperuser()
    const asked = await begin(superuser, { company: foreign.company, format: 'json' })
    expect(JSON.parse(await textOf(asked))).toHaveLength((await trail(foreign)).length)
    expect((await trail(foreign)).map(({ user_email }) => user_email)).toContain(superuser.email)
    await expect(begin(superuser, { company: uuidv7() })).rejects.toMatchObject({ kind: 'INVALID' })
  })
})
