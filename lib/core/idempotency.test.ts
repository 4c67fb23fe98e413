import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { signToken } from '@/lib/auth/tokens'
import { makeCompany, makePerson, type Person } from '@/lib/testing/sandbox'
import { systemPool } from './database'
import { AppError } from './errors'
import { command } from './operation'
import { route } from './route'

const runs = vi.fn(async (_name: string) => {})

const createThing = command({
  summary: 'Create a thing',
  access: 'SIGNED_IN',
  resource: 'Thing',
  audited: ['name'],
  input: z.object({ name: z.string() }),
  output: z.object({ id: z.uuid(), name: z.string() }),
  async run(_scope, { name }) {
    await runs(name)
    return { before: null, after: { id: uuidv7(), name } }
  },
})

const { POST } = route({ POST: [createThing, 201] })
let person: Person
let other: Person

beforeAll(async () => {
  const company = (await makeCompany()).id
  person = await makePerson(company)
  other = await makePerson(company)
})

beforeEach(() => {
  runs.mockReset()
})

async function create(name: string, key: string, who = person, path = 'things/') {
  const token = await signToken('access', { sid: who.sessionId, sub: who.id })
  const response = await POST(
    new Request(`http://localhost:3000/api/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify({ name }),
    }),
    {},
  )
  return { status: response.status, body: await response.json() }
}

const entriesOf = async (name: string) => {
  const [row] = await systemPool().read(({ db }) =>
    db.execute<{ count: number }>(sql`
      select count(*)::int as count from audit_logs
      where company_id = ${person.company}::uuid and changes->'name'->>'after' = ${name}`),
  )
  return row!.count
}

describe('an Idempotency-Key', () => {
  it('gives the first answer again, and does nothing twice', async () => {
    const first = await create('once', 'key-1')
    expect(first.status).toBe(201)
    expect(await create('once', 'key-1')).toEqual(first)
    expect(await create('once', 'key-1', person, 'things')).toEqual(first)
    expect(runs).toHaveBeenCalledTimes(1)
    expect(await entriesOf('once')).toBe(1)
  })

  it('belongs to one body, one path and one person', async () => {
    await create('mine', 'key-2')
    for (const answer of [
      await create('another', 'key-2'),
      await create('mine', 'key-2', person, 'others/'),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_key_reused'])
    }
    expect((await create('mine', 'key-2', other)).status).toBe(201)
  })

  it('lets one of two at once do the work, and both tell of it', async () => {
    runs.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 200)))
    const [first, second] = await Promise.all([create('race', 'key-3'), create('race', 'key-3')])
    expect(first).toEqual(second)
    expect(runs).toHaveBeenCalledTimes(1)
    expect(await entriesOf('race')).toBe(1)
  })

  it('is free again when the work failed', async () => {
    runs.mockRejectedValueOnce(new AppError('CONFLICT', 'Not now.'))
    expect((await create('later', 'key-4')).status).toBe(409)
    expect((await create('later', 'key-4')).status).toBe(201)
  })

  it('is forgotten after a day', async () => {
    const first = await create('day', 'key-5')
    await systemPool().write(({ db }) =>
      db.execute(sql`update idempotency_keys set created_at = now() - interval '25 hours'
        where user_id = ${person.id}::uuid and key = 'key-5'`),
    )
    const second = await create('day', 'key-5')
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(first.body.id)
  })
})
