import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '@/db/embedded'
import { migrate } from '@/db/migrate'
import { requestUrl } from '@/db/urls'
import { createKeyRing } from '@/lib/auth/keys'
import { closePools, systemPool } from '@/lib/core/database'
import { createPermissions } from '@/lib/permissions/create'

declare module 'vitest' {
  export interface ProvidedContext {
    environment: Record<string, string>
  }
}

// Of its own for each run that goes on at the same time, since one server owns a data folder.
const FOLDER = process.env.TEST_DATA_DIR ?? '.artifacts/test'

/** Starts PostgreSQL once for all test files, with a database of its own that goes away afterwards. */
export default async function setup(project: TestProject) {
  const postgresql = await startEmbedded(path.resolve(FOLDER), {
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    say: () => {},
  })
  const name = `test_${Date.now()}`
  const admin = postgres(postgresql.adminUrl, { max: 1, onnotice: () => {} })
  const url = new URL(postgresql.url)
  await admin.unsafe(`create database ${name} owner "${decodeURIComponent(url.username)}"`)
  url.pathname = `/${name}`
  const keyRing = path.resolve(FOLDER, 'keys.json')
  await createKeyRing(keyRing)
  const environment = {
    NODE_ENV: 'test',
    // Empty, so that nobody's real mail server is asked for anything.
    SMTP_URL: '',
    DATA_DIR: path.resolve(FOLDER),
    DATABASE_URL: url.toString(),
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    PASSWORD_PEPPER: randomBytes(32).toString('base64url'),
    KEY_RING: keyRing,
    PASSWORD_COST: '10',
    LOGIN_FAILURES_PER_ADDRESS: '5000',
    SERVED_BY_OWN_SERVER: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  Object.assign(process.env, environment)
  await migrate(
    environment.DATABASE_URL,
    requestUrl(environment.DATABASE_URL, environment.AUTH_SECRET),
  )
  await createPermissions()
  // With a place for what is written of last month, which a new trail has not.
  await systemPool().write(({ db }) =>
    db.execute(sql`
      select app.make_audit_partitions((current_date - interval '1 month')::date, current_date)`),
  )
  await closePools()
  project.provide('environment', environment)

  return async () => {
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.unsafe(`drop role ${name}_request`)
    await admin.unsafe(`drop role ${name}_request_platform`)
    await admin.end()
    await postgresql.stop()
  }
}
