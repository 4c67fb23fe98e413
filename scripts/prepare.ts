import { migrate } from '@/db/migrate'
import { createSuperuser } from '@/lib/auth/superuser'
import { requestDatabaseUrl } from '@/lib/core/database'
import { createPermissions } from '@/lib/permissions/create'
import { seedDemo } from './seed/demo'

type Say = (line: string) => void

/** Brings an open database to the state that the application needs: roles, tables, permissions. Throws one line. */
export async function prepareDatabase(url: string, say: Say) {
  await migrate(url, requestDatabaseUrl(), say)
  const { created } = await createPermissions()
  if (created.length > 0) say(`Created ${created.length} permissions`)
}

/** Makes what a first start needs to sign in, and with `demoUrl` the demo companies in that database. */
export async function fillDatabase(say: Say, demoUrl?: string) {
  if (demoUrl) for (const line of await seedDemo(demoUrl)) say(line)
  const superuser = await createSuperuser({})
  if (superuser.created) showSuperuser(superuser, say)
}

export function showSuperuser({ email, password }: { email: string; password?: string }, say: Say) {
  say('')
  say('A superuser was made. The password is shown only this once:')
  say(`  e-mail    ${email}`)
  say(`  password  ${password}`)
  say('')
}
