import { text as readAll } from 'node:stream/consumers'
import { createSuperuser } from '@/lib/auth/superuser'
import { assertMigrated, command, isInteractive, UsageError, withDatabase } from './command'

interface Answers {
  email: string
  password?: string
}

await command({
  name: 'createsuperuser',
  help: 'Makes a person who may do everything in every company. Works while the server runs.',
  options: {
    email: { type: 'string', value: 'E', help: 'the e-mail address to sign in with' },
    password: {
      type: 'string',
      value: 'P',
      help: 'the password; - reads it from the standard input; without it a random one is shown',
    },
  },
  async run({ email, password }) {
    const answers = email ? { email, password: await given(password) } : await ask()
    await withDatabase('visit', async (url) => {
      await assertMigrated(url)
      const superuser = await createSuperuser(answers)
      console.log(`Superuser ${superuser.email} was made.`)
      if (!answers.password) console.log(`Password, shown only this once: ${superuser.password}`)
    })
  },
})

async function given(password: string | undefined): Promise<string | undefined> {
  if (password !== '-') return password
  const line = (await readAll(process.stdin)).split(/\r?\n/)[0]
  if (!line) throw new UsageError('There is no password on the standard input.')
  return line
}

async function ask(): Promise<Answers> {
  if (!isInteractive()) throw new UsageError('--email is missing.')
  const { isCancel, password, text } = await import('@clack/prompts')
  const email = await text({
    message: 'E-mail address',
    validate: (value) => (value ? undefined : 'Enter one'),
  })
  if (isCancel(email)) throw new Error('Nothing was made.')
  const first = await password({ message: 'Password (empty for a random one)' })
  if (isCancel(first)) throw new Error('Nothing was made.')
  if (!first) return { email }
  const second = await password({ message: 'The same password again' })
  if (second !== first) throw new Error('The two passwords differ; nothing was made.')
  return { email, password: first }
}
