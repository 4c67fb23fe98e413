import type { AuditView } from '@/app/_ui/audit/view'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'

/** Of no company: what is asked for is nowhere. */
const NOWHERE = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The company that a superuser names in the search; for everybody else there is only their own. */
export async function companyTerm({ terms }: AuditView): Promise<{ company?: string }> {
  const term = terms.find(({ name }) => name === 'company')
  if (!term) return {}
  const { user } = await load(getMe, {})
  if (!user.is_superuser) return {}
  if (UUID.test(term.value)) return { company: term.value }
  const { rows } = await load(listCompanies, { code: term.value.toLowerCase() })
  return { company: rows[0]?.id ?? NOWHERE }
}
