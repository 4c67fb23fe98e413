import postgres from 'postgres'
import { databaseName } from '@/db/urls'
import { command, isInteractive, UsageError, withDatabase } from './command'
import { fillDatabase, prepareDatabase } from './prepare'
import { readSettings } from './settings'

await command({
  name: 'db:reset',
  help: 'Deletes everything in the configured database and makes it anew. Stop the server first.',
  options: {
    yes: { type: 'boolean', help: 'does not ask (embedded database)' },
    database: {
      type: 'string',
      value: 'NAME',
      help: 'the name of an external database, as confirmation',
    },
  },
  async run({ yes, database }) {
    const { embedded, dataDir } = readSettings()
    if (embedded) await confirmEmbedded(yes ?? false, dataDir)
    else await confirmExternal(databaseName(process.env.DATABASE_URL ?? ''), database)
    await withDatabase('own', async (url, settings) => {
      await dropEverything(url)
      await prepareDatabase(url, console.log)
      await fillDatabase(console.log, settings.seedDemo ? url : undefined)
      console.log('The database is as new.')
    })
  },
})

async function confirmEmbedded(yes: boolean, dataDir: string) {
  if (yes) return
  if (!isInteractive()) throw new UsageError('--yes is missing.')
  const { confirm } = await import('@clack/prompts')
  const message = `Delete every company, person and audit entry in ${dataDir}?`
  if ((await confirm({ message, initialValue: false })) !== true)
    throw new Error('Nothing was deleted.')
}

async function confirmExternal(name: string, typed: string | undefined) {
  if (typed === undefined && isInteractive()) {
    const { text } = await import('@clack/prompts')
    const answer = await text({ message: `Type ${name} to delete everything in that database` })
    if (answer !== name) throw new Error('Nothing was deleted.')
  } else if (typed !== name) {
    throw new UsageError(
      `This deletes everything in the database ${name}: confirm with --database ${name}.`,
    )
  }
}

/** Schema by schema and not the database, because the owner of an external one may not create databases. */
async function dropEverything(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '10s'`
      const schemas = await tx<{ name: string }[]>`
        select nspname as name from pg_namespace
        where nspname <> 'information_schema' and nspname !~ '^pg_'`
      for (const { name } of schemas) await tx`drop schema ${tx(name)} cascade`
      await tx`create schema public`
      await tx`grant usage on schema public to public`
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') {
      throw new Error('Another program uses the database. Stop it, and try again.')
    }
    throw error
  } finally {
    await sql.end({ timeout: 1 })
  }
}
