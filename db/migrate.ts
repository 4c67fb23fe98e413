import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import { type RequestRoles, rolesOf } from './urls'

interface Journal {
  entries: { tag: string }[]
}

const FOLDER = path.join(process.cwd(), 'db/migrations')
const OLDEST_VERSION = 150_000
/** How many months ahead the audit partitions exist. */
export const MONTHS_AHEAD = 3

/**
 * Brings the database up to date: the request roles, the migrations that are still missing (each in
 * a transaction of its own) and the audit partitions of the coming months. Instances that start at
 * once wait for each other. Throws an Error with one line when the server is older than 15, a role
 * cannot be made, or an applied migration differs from its file.
 */
export async function migrate(
  ownerUrl: string,
  requestUrl: string,
  log: (line: string) => void = () => {},
): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    const [server] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    if (!server || server.number < OLDEST_VERSION) {
      throw new Error(`PostgreSQL ${server?.name} is too old: 15 or later is needed.`)
    }
    await sql`select pg_advisory_lock(hashtext('erp-access migrate'))`
    const roles = rolesOf(requestUrl)
    await createRoles(sql, roles, decodeURIComponent(new URL(requestUrl).password), server.number)
    await applyMigrations(sql, roles, log)
    await makeAuditPartitions(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function createRoles(
  sql: postgres.Sql,
  roles: RequestRoles,
  password: string,
  version: number,
) {
  const existing = await sql<{ rolname: string }[]>`
    select rolname from pg_roles where rolname in ${sql([roles.request, roles.platform])}`
  const names = new Set(existing.map((row) => row.rolname))
  const [owner] = await sql<{ name: string }[]>`select current_user as name`
  if (!owner) throw new Error('The database did not say who the owner is.')
  const literal = `'${password.replaceAll("'", "''")}'`
  try {
    if (!names.has(roles.platform)) await sql`create role ${sql(roles.platform)} nologin`
    if (!names.has(roles.request)) {
      await sql.unsafe(
        `create role ${quoted(roles.request)} login noinherit nobypassrls password ${literal}`,
      )
    } else {
      await sql.unsafe(`alter role ${quoted(roles.request)} password ${literal}`).catch(() => {})
    }
    const [member] = await sql`
      select pg_has_role(${roles.request}, ${roles.platform}, 'member') as is_member,
        pg_has_role(${roles.request}, ${roles.platform}, 'usage') as inherits`
    // Since PostgreSQL 16 a grant remembers whether it inherits, whatever becomes of the role.
    const separately = version >= 160_000 ? 'with inherit false' : ''
    if (!member?.is_member || member.inherits) {
      await sql.unsafe(`grant ${quoted(roles.platform)} to ${quoted(roles.request)} ${separately}`)
    }
  } catch (error) {
    throw new Error(
      `The role ${owner.name} may not create the request role ${roles.request}: grant it CREATEROLE, or create the role yourself and set DATABASE_REQUEST_URL.`,
      { cause: error },
    )
  }
}

async function applyMigrations(
  sql: postgres.Sql,
  roles: RequestRoles,
  log: (line: string) => void,
) {
  await sql`create table if not exists public.applied_migrations (
    tag text primary key, hash text not null, applied_at timestamptz not null default now())`
  const applied = new Map(
    (
      await sql<{ tag: string; hash: string }[]>`select tag, hash from public.applied_migrations`
    ).map(({ tag, hash }) => [tag, hash]),
  )
  const journal: Journal = JSON.parse(
    await readFile(path.join(FOLDER, 'meta/_journal.json'), 'utf8'),
  )
  for (const { tag } of journal.entries) {
    const source = await readFile(path.join(FOLDER, `${tag}.sql`), 'utf8')
    const hash = createHash('sha256').update(source).digest('hex')
    if (applied.has(tag)) {
      if (applied.get(tag) !== hash) {
        throw new Error(`Migration ${tag} was changed after it had been applied. Restore its file.`)
      }
      continue
    }
    await sql.begin(async (tx) => {
      await tx.unsafe(
        source
          .replaceAll('{{request}}', () => quoted(roles.request))
          .replaceAll('{{platform}}', () => quoted(roles.platform))
          .replaceAll('{{platform_name}}', () => roles.platform.replaceAll("'", "''")),
      )
      await tx`insert into public.applied_migrations (tag, hash) values (${tag}, ${hash})`
    })
    log(`Applied migration ${tag}`)
  }
}

/** Makes the audit partitions from this month to some months ahead; a running server repeats it. */
async function makeAuditPartitions(sql: postgres.Sql): Promise<void> {
  await sql`select app.make_audit_partitions(
    current_date, (current_date + make_interval(months => ${MONTHS_AHEAD}))::date)`
}
