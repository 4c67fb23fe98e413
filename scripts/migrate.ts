import { migrate } from '@/db/migrate'
import { requestDatabaseUrl } from '@/lib/core/database'
import { command, withDatabase } from './command'

await command({
  name: 'migrate',
  help: 'Applies the migrations that the database lacks, each in one transaction.',
  options: {},
  run: () =>
    withDatabase('visit', async (url) => {
      let applied = 0
      await migrate(url, requestDatabaseUrl(), (line) => {
        applied++
        console.log(line)
      })
      if (applied === 0) console.log('The database is up to date.')
    }),
})
