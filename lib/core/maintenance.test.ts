import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { makeAdministrator, makeCompany } from '@/lib/testing/sandbox'
import { systemPool } from './database'
import { maintain } from './maintenance'

it('keeps partitions ahead of time and forgets what has run out, and only that', async () => {
  const { company, id } = await makeAdministrator((await makeCompany()).id)
  await systemPool().write(({ db }) =>
    db.execute(sql`
      insert into idempotency_keys (company_id, user_id, key, request_hash, created_at)
      values (${company}::uuid, ${id}::uuid, 'old', '', now() - interval '2 days'),
        (${company}::uuid, ${id}::uuid, 'new', '', now())`),
  )
  await maintain()
  await maintain()
  const rows = await systemPool().read(async ({ db }) => ({
    keys: await db.execute<{ key: string }>(
      sql`select key from idempotency_keys where company_id = ${company}::uuid`,
    ),
    partitions: await db.execute<{ exists: boolean }>(sql`
      select to_regclass('audit_logs_' || to_char(now() + interval '3 months', 'YYYY_MM')) is not null as exists`),
  }))
  expect(rows.keys.map(({ key }) => key)).toEqual(['new'])
  expect(rows.partitions[0]!.exists).toBe(true)
})
