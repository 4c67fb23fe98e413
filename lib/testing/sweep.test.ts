import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { systemPool } from '@/lib/core/database'
import { execute } from '@/lib/core/execute'
import type { Operation } from '@/lib/core/operation'
import { COMPANY_PERMISSIONS, isPermission } from '@/lib/permissions/catalog'
import { allOperations, type NamedOperation, pagesText, routedOperations } from './operations'
import {
  contextFor,
  makeAdministrator,
  makeCompany,
  makePerson,
  makeRole,
  makeSuperuser,
  type Person,
} from './sandbox'

const operations = await allOperations()
const guarded = operations.filter(({ operation }) => operation.kind !== 'anonymous')
const byAccess = (accepts: (access: string) => boolean) =>
  guarded.filter(({ operation }) => 'access' in operation && accepts(operation.access))

let company: string
let administrator: Person
let superuser: Person
let foreignIds: Record<string, string>

/** Enough of everything that an input can ask for; each schema takes what it knows. */
const anything = () => ({
  name: `Name ${uuidv7()}`,
  description: '',
  username: `name-${uuidv7()}`,
  email: `${uuidv7()}@example.com`,
  password: 'Correct-horse-7',
  current_password: 'Correct-horse-7',
  new_password: 'Correct-horse-8',
  permissions: [],
  role_id: foreignIds.Role,
  company_id: company,
  session_id: foreignIds.Session,
  delete: true,
  checks: [{ permission: 'VIEW_USERS' }],
})

const call = (operation: Operation, person: Person | null, input: object) =>
  execute(operation, person?.ctx ?? contextFor(null), () => input)

const takesId = ({ operation }: NamedOperation) =>
  operation.input instanceof z.ZodObject && 'id' in operation.input.shape

beforeAll(async () => {
  company = (await makeCompany()).id
  administrator = await makeAdministrator(company)
  superuser = await makeSuperuser()
  const other = (await makeCompany()).id
  const stranger = await makeAdministrator(other)
  const entry = uuidv7()
  await systemPool().write(({ db }) =>
    db.execute(`insert into audit_logs (company_id, id, action, resource_type, details)
      values ('${other}', '${entry}', 'CREATE', 'Role', 'Created role X.')`),
  )
  foreignIds = {
    Role: await makeRole(other, ['VIEW_USERS']),
    User: stranger.id,
    Company: other,
    Session: stranger.sessionId,
    AuditLog: entry,
  }
})

it('knows operations of every domain', () => {
  expect(operations.length).toBeGreaterThan(30)
})

describe.each(guarded)('$name', ({ operation }) => {
  it('refuses whoever is not signed in', async () => {
    await expect(call(operation, null, anything())).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})

describe.each(byAccess(isPermission))('$name', ({ operation }) => {
  it('refuses an actor who holds everything but its permission', async () => {
    const { access } = operation as { access: string }
    const permissions = COMPANY_PERMISSIONS.filter((code) => code !== access)
    const actor = await makePerson(company, { permissions })
    await expect(call(operation, actor, { id: uuidv7(), ...anything() })).rejects.toMatchObject({
      kind: 'FORBIDDEN',
      details: { missingPermission: access },
    })
  })
})

const rehearsals = operations.flatMap(({ name, operation }) =>
  operation.kind === 'rehearsal' ? [{ name, operation }] : [],
)

describe.each(rehearsals)('$name', ({ operation }) => {
  it('refuses an actor who lacks the permission of one of the commands it tries', async () => {
    const input = operation.input.parse({ id: uuidv7(), ...anything(), is_active: false })
    const needed = operation.steps(input).map(({ command }) => command.access)
    expect(needed.length).toBeGreaterThan(1)
    for (const access of needed) {
      const permissions = COMPANY_PERMISSIONS.filter((code) => code !== access)
      const actor = await makePerson(company, { permissions })
      await expect(call(operation, actor, input)).rejects.toMatchObject({
        kind: 'FORBIDDEN',
        details: { missingPermission: access },
      })
    }
  })
})

describe.each(byAccess((access) => access === 'SUPERUSER'))('$name', ({ operation }) => {
  it('refuses everybody but a superuser', async () => {
    await expect(
      call(operation, administrator, { id: uuidv7(), ...anything() }),
    ).rejects.toMatchObject({ kind: 'FORBIDDEN', details: { missingPermission: 'superuser' } })
  })
})

describe.each(guarded.filter(takesId))('$name', ({ operation }) => {
  it('does not find the id of nothing', async () => {
    await expect(call(operation, superuser, { ...anything(), id: uuidv7() })).rejects.toMatchObject(
      {
        kind: 'NOT_FOUND',
      },
    )
  })
})

/** The catalogue of permissions belongs to nobody; what only superusers may do has no foreign company. */
const hasForeignIds = ({ operation }: NamedOperation) =>
  operation.resource !== 'Permission' &&
  'access' in operation &&
  [...COMPANY_PERMISSIONS, 'SIGNED_IN'].some((access) => access === operation.access)

describe.each(guarded.filter(takesId).filter(hasForeignIds))('$name', ({ operation }) => {
  it('does not find what belongs to another company', async () => {
    const id = foreignIds[operation.resource]
    expect(id, `a foreign ${operation.resource}`).toBeDefined()
    await expect(call(operation, administrator, { ...anything(), id })).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    })
  })
})

it('finds every operation behind a route or on a page', async () => {
  const routed = await routedOperations()
  const pages = pagesText()
  const lost = operations.filter(
    ({ name, operation }) =>
      !routed.has(operation) && !new RegExp(`\\bload(IfValid)?\\(${name}\\b`).test(pages),
  )
  expect(lost.map(({ name }) => name)).toEqual([])
})
