import { cache } from 'react'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { getUser } from '@/lib/users/queries'

/** Somebody and who looks at them, read once for the title and the page. */
export const readPerson = cache(async (id: string) => {
  const [user, { user: me }] = await Promise.all([load(getUser, { id }), load(getMe, {})])
  const may = (...codes: string[]) =>
    codes.every((code) => me.permissions.some((held) => held === code))
  return { user, me, may }
})

export type Viewed = Awaited<ReturnType<typeof readPerson>>
