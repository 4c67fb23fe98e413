import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRole } from '@/lib/roles/commands'
import { type CommandCase, commandCases, NEW_PASSWORD } from '@/lib/testing/command-cases'
import { allOperations } from '@/lib/testing/operations'
import {
  makeAdministrator,
  makeCompany,
  makePerson,
  makeSuperuser,
  PASSWORD,
  type Person,
  run,
} from '@/lib/testing/sandbox'
import { systemPool } from './database'

interface Entry extends Record<string, unknown> {
  company_id: string
  action: string
  user_id: string
  user_email: string
  ip_address: string
  user_agent: string
  resource_type: string
  details: string
  changes: Record<string, { before: unknown; after: unknown }>
}

const entriesOf = (requestId: string) =>
  systemPool().read(({ db }) =>
    db.execute<Entry>(sql`select * from audit_logs where request_id = ${requestId}`),
  )

let admin: Person
let cases: Record<string, CommandCase>

beforeAll(async () => {
  admin = await makeAdministrator((await makeCompany()).id)
  cases = commandCases(admin, await makeSuperuser())
})

const commands = (await allOperations()).filter(({ operation }) => operation.kind === 'command')

describe.each(commands)('$name', ({ name, operation }) => {
  it('leaves exactly one entry that says who, from where, what, before and after', async () => {
    expect(cases[name], `a case for ${name}`).toBeDefined()
    const { action, shows, arrange } = cases[name]!
    const { actor = admin, input } = await arrange()
    const requestId = uuidv7()
    await run(operation, actor, input as never, { requestId })
    const entries = await entriesOf(requestId)
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      action,
      user_id: actor.id,
      user_email: actor.email,
      ip_address: '192.0.2.7',
      user_agent: 'test',
      resource_type: operation.resource,
      outcome: 'success',
    })
    expect(entries[0]!.details).toMatch(/^[A-Z].+\.$/)
    if (shows) expect(entries[0]!.changes[shows]).toHaveProperty('before')
    const text = JSON.stringify(entries)
    for (const secret of [PASSWORD, NEW_PASSWORD, '$2']) expect(text).not.toContain(secret)
  })

  it('is undone when its entry cannot be written', async () => {
    const { actor = admin, input } = await cases[name]!.arrange()
    const before = await fingerprint()
    // PostgreSQL refuses a NUL in a text, so only the entry's own insert fails.
    const refused = run(operation, actor, input as never, { requestId: 'a\0b' })
    await expect(refused).rejects.toMatchObject({ kind: 'INTERNAL' })
    expect(await fingerprint()).toEqual(before)
  })
})

/** The versions of all rows of the companies under test; any write would change one. */
const fingerprint = () =>
  systemPool().read(async ({ db }) => {
    const rows = await db.execute(sql`
      select 'users' as t, id::text, xmin::text from users where company_id = ${admin.company}::uuid
      union all select 'roles', id::text, xmin::text from roles where company_id = ${admin.company}::uuid
      union all select 'user_roles', id::text, xmin::text from user_roles where company_id = ${admin.company}::uuid
      union all select 'role_permissions', id::text, xmin::text from role_permissions where company_id = ${admin.company}::uuid
      union all select 'identities', i.id::text, i.xmin::text from identities i join users u on u.identity_id = i.id where u.company_id = ${admin.company}::uuid
      order by 1, 2, 3`)
    return [...rows]
  })

it('writes a refusal too, with who was refused what', async () => {
  const nobody = await makePerson(admin.company)
  const requestId = uuidv7()
  await run(createRole, nobody, { name: 'x' }, { requestId }).catch(() => {})
  const [entry] = await entriesOf(requestId)
  expect(entry).toMatchObject({ action: 'DENIED', outcome: 'denied', user_id: nobody.id })
  expect(entry!.details).toContain('CREATE_ROLE')
})
