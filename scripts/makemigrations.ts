import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { command, UsageError } from './command'

await command({
  name: 'makemigrations',
  help: 'Writes the migration that leads from the last one to db/schema.',
  options: {
    name: {
      type: 'string',
      value: 'NAME',
      help: 'part of the file name, for example add_departments',
    },
    custom: { type: 'boolean', help: 'an empty file for SQL written by hand' },
  },
  async run({ name, custom }) {
    if (name !== undefined && !/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new UsageError('--name must be lower-case letters, digits and underscores.')
    }
    const kit = createRequire(import.meta.url).resolve('drizzle-kit')
    const args = [join(dirname(kit), 'bin.cjs'), 'generate']
    if (name) args.push(`--name=${name}`)
    if (custom) args.push('--custom')
    const child = spawn(process.execPath, args, { stdio: 'inherit' })
    const status = await new Promise((done) => child.on('close', done))
    if (status !== 0) throw new Error('drizzle-kit did not write a migration, see above.')
  },
})
