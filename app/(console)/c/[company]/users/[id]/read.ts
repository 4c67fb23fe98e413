import { notFound } from 'next/navigation'
import { cache } from 'react'
import { companyFilter } from '@/app/_ui/company-scope'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { listUserPermissions } from '@/lib/users/permission-queries'
import { getUser } from '@/lib/users/queries'
import { personOf } from '../_person/person'

/** Somebody and who looks at them, read once for the title and the page. */
export const readPerson = cache(async (params: Promise<{ company?: string; id: string }>) => {
  const { id } = await params
  const [user, { rows }, { user: me }, { company }] = await Promise.all([
    load(getUser, { id }),
    load(listUserPermissions, { id }),
    load(getMe, {}),
    companyFilter(params),
  ])
  // Superusers see everybody, but nobody under the address of a company that is not theirs.
  if (company && user.company?.id !== company) notFound()
  const may = (...codes: string[]) =>
    codes.every((code) => me.permissions.some((held) => held === code))
  const codes = rows.map(({ permission }) => permission)
  return { user, codes, person: personOf(user, me, codes), me, may }
})

export type Viewed = Awaited<ReturnType<typeof readPerson>>
