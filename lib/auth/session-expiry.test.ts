import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { systemPool } from '@/lib/core/database'
import { eventually } from '@/lib/testing/eventually'
import { onOwnDatabase } from '@/lib/testing/own-database'
import { makeCompany, makePerson, type Person } from '@/lib/testing/sandbox'
import { endExpiredSessions, startEndingSessions } from './session-expiry'

onOwnDatabase('session_expiry')

const expireIn = ({ sessionId }: Person, delay: string) =>
  systemPool().write(({ db }) =>
    db.execute(
      sql`update sessions set expires_at = clock_timestamp() + ${delay}::interval where id = ${sessionId}::uuid`,
    ),
  )
const eventsOf = ({ id }: Person) =>
  systemPool().read(({ db }) =>
    db.execute<{ payload: object }>(sql`select payload from outbox where user_id = ${id}::uuid`),
  )

it('ends a session at its end, and tells its pages once', async () => {
  const company = (await makeCompany()).id
  const [bob, ann] = [await makePerson(company), await makePerson(company)]
  await expireIn(bob, '300 milliseconds')
  await expireIn(ann, '1 hour')
  const stops = [startEndingSessions(), startEndingSessions()]
  onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))))
  await eventually(async () => expect(await eventsOf(bob)).toHaveLength(1))
  const event = { type: 'session.revoked', user_id: bob.id, session_ids: [bob.sessionId] }
  expect(await eventsOf(bob)).toEqual([{ payload: { ...event, reason: 'expired' } }])
  expect(await eventsOf(ann)).toEqual([])
  expect(await endExpiredSessions()).toBe(600_000)
})

it('ends many at once', async () => {
  const bob = await makePerson((await makeCompany()).id)
  await systemPool().write(({ db }) =>
    db.execute(sql`
      insert into sessions (company_id, id, user_id, expires_at)
      select ${bob.company}::uuid, gen_random_uuid(), ${bob.id}::uuid, now() - interval '1 minute'
      from generate_series(1, 1200)`),
  )
  await endExpiredSessions()
  const events = await eventsOf(bob)
  expect(
    events.flatMap(({ payload }) => (payload as { session_ids: [] }).session_ids),
  ).toHaveLength(1200)
})
