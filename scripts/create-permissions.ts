import { createPermissions } from '@/lib/permissions/create'
import { assertMigrated, command, withDatabase } from './command'

await command({
  name: 'create-permissions',
  help: 'Writes the permissions of the catalogue that the database lacks. Running it again changes nothing.',
  options: {},
  run: () =>
    withDatabase('visit', async (url) => {
      await assertMigrated(url)
      const { created, existed } = await createPermissions()
      for (const code of created) console.log(`created  ${code}`)
      for (const code of existed) console.log(`existed  ${code}`)
      console.log(`${created.length} created, ${existed.length} existed`)
    }),
})
