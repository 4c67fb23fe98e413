import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createKeyRing, rotateKeys } from '@/lib/auth/keys'
import { command } from './command'
import { defaultKeyRing, readSettings } from './settings'

await command({
  name: 'rotate-keys',
  help: 'Adds the next signing key to the key ring, or makes the key ring. Running servers take it over by themselves.',
  options: {},
  async run() {
    const settings = readSettings()
    const path = process.env.KEY_RING || defaultKeyRing(settings)
    if (path.startsWith('{')) {
      throw new Error(
        'KEY_RING holds the keys themselves and not the name of a file; rotate them where it is set.',
      )
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (await createKeyRing(path)) {
      console.log(`Made ${path} with its first key.`)
      return
    }
    const { kid, activeFrom } = await rotateKeys(path)
    console.log(`Key ${kid} is in ${path}; tokens are signed with it from ${activeFrom}.`)
  },
})
