import postgres from 'postgres'
import { migrate } from '@/db/migrate'
import { requestUrl, rolesOf } from '@/db/urls'

/** A migrated database of its own, for a test that breaks what others rely on. */
export async function makeScratchDatabase(purpose: string) {
  // Kept, because a test may point the environment at its scratch database.
  const home = process.env.DATABASE_URL!
  const url = new URL(home)
  const name = `${purpose}_${Date.now()}`
  const asAdministrator = async (...statements: string[]) => {
    const admin = postgres(home, { max: 1, onnotice: () => {} })
    for (const statement of statements) await admin.unsafe(statement)
    await admin.end()
  }
  await asAdministrator(`create database ${name}`)
  url.pathname = `/${name}`
  const request = requestUrl(url.toString(), process.env.AUTH_SECRET!)
  await migrate(url.toString(), request)
  const roles = rolesOf(request)
  const drop = () =>
    asAdministrator(
      `drop database ${name} with (force)`,
      `drop role ${roles.request}`,
      `drop role ${roles.platform}`,
    )
  return { url: url.toString(), drop }
}

/** What the owner of a database can do once the triggers of these tables are out of the way. */
export async function withoutTriggers(
  owner: postgres.Sql,
  tables: string[],
  body: (tx: postgres.TransactionSql) => Promise<unknown>,
) {
  await owner.begin(async (tx) => {
    for (const table of tables) await tx.unsafe(`alter table ${table} disable trigger user`)
    await body(tx)
    for (const table of tables) await tx.unsafe(`alter table ${table} enable trigger user`)
  })
}
