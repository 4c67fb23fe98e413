import { notFound } from 'next/navigation'
import { cache } from 'react'
import { companyFilter } from '@/app/_ui/company-scope'
import { load } from '@/lib/core/load'
import { getRole } from '@/lib/roles/queries'

/** A role, read once for the title and the page. */
export const readRole = cache(async (params: Promise<{ company?: string; id: string }>) => {
  const [role, { company }] = await Promise.all([
    load(getRole, { id: (await params).id }),
    companyFilter(params),
  ])
  // Superusers see every role, but none under the address of a company that is not its own.
  return company && role.company !== company ? notFound() : role
})
