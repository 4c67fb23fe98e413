import { randomUUID } from 'node:crypto'
import { COMPANY_PERMISSIONS, PERMISSIONS } from '../../lib/permissions/catalog'
import type { Api, Json } from '../client'
import { type DocumentedEndpoint, ENDPOINTS } from '../contract'
import { addFigure } from '../counts'
import { expect, firstSuperuser, sandbox, test } from '../fixtures'
import { makePerson } from '../people'

/** Every operation × everybody who holds exactly one code, nothing, or everything. */
const own = sandbox()
const people: Record<string, Api> = {}
const guarded = ENDPOINTS.filter(({ operation }) => operation['x-permission'] !== undefined)

test.beforeAll(async ({ anybody }) => {
  test.setTimeout(120_000)
  const holders = [
    ['nobody', []] as const,
    ...COMPANY_PERMISSIONS.map((code) => [code, [code]] as const),
  ]
  await Promise.all(
    holders.map(async ([name, codes]) => {
      people[name] = await makePerson(own.admin, codes)
    }),
  )
  // Not the one that the other tests use, because a cell of the matrix ends all other sessions of its own.
  people.superuser = await anybody.signIn(firstSuperuser())
})

/** Calls an operation on nothing, with a body that says nothing: whoever passes the gate fails behind it. */
const knock = ({ method, path }: DocumentedEndpoint, person: Api) =>
  person.send<Json>(method, path.replaceAll(/\{\w+\}/g, randomUUID()), {
    body: method === 'GET' ? undefined : {},
  })

const mayPass = ({ operation }: DocumentedEndpoint, name: string) =>
  name === 'superuser' ||
  operation['x-permission'] === 'SIGNED_IN' ||
  operation['x-permission'] === name

test('exactly the holders of its permission pass the gate of every operation', async () => {
  test.setTimeout(180_000)
  let cells = 0
  const wrong: string[] = []
  for (const endpoint of guarded) {
    const rows = Object.entries(people).map(async ([name, person]) => {
      const { status, body } = await knock(endpoint, person)
      const isExpected = mayPass(endpoint, name)
        ? status !== 401 && status !== 403
        : status === 403 && body.missing_permission === neededFor(endpoint)
      if (!isExpected) wrong.push(`${name}: ${endpoint.method} ${endpoint.path} ${status}`)
      cells++
    })
    await Promise.all(rows)
  }
  expect(wrong).toEqual([])
  expect(cells).toBe(guarded.length * (COMPANY_PERMISSIONS.length + 2))
  addFigure('cells of the permission matrix', cells)
})

const neededFor = ({ operation }: DocumentedEndpoint) =>
  operation['x-permission'] === 'SUPERUSER' ? 'superuser' : operation['x-permission']

test('nobody but a superuser can hold the codes of the platform', async ({ superuser }) => {
  const platform = PERMISSIONS.filter((code) => !COMPANY_PERMISSIONS.includes(code))
  expect(platform).toEqual(['CREATE_COMPANY', 'DELETE_COMPANY'])
  for (const code of platform) {
    for (const creator of [own.admin, superuser]) {
      const body = { name: `Platform ${code}`, permissions: [code] }
      expect((await creator.post('/api/roles/', body)).status).toBe(400)
    }
  }
})

test('whoever is not signed in passes no gate', async ({ anybody }) => {
  for (const endpoint of guarded) {
    const { status, headers } = await knock(endpoint, anybody)
    expect(status, `${endpoint.method} ${endpoint.path}`).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer')
  }
  addFigure('operations that refused a stranger', guarded.length)
})
