import { notFound } from 'next/navigation'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load, loadIfSignedIn } from '@/lib/core/load'
import { getMessages } from './i18n/messages'

/** Where an address names no company, it is one's own, and for a superuser all of them. */
type CompanyParams = Promise<{ company?: string }>

/** The company that an address names; only superusers look into others, for everybody else there are none. */
async function findCompany(code: string) {
  const me = await loadIfSignedIn(getMe, {})
  if (!me?.user.is_superuser) return undefined
  const { rows } = await load(listCompanies, { code: decodeURIComponent(code) })
  return rows[0]
}

/** The filter for the company that an address names. */
export async function companyFilter(params: CompanyParams) {
  const { company: code } = await params
  if (code === undefined) return {}
  return { company: ((await findCompany(code)) ?? notFound()).id }
}

/** Whose data a page shows, as its title says it last. */
export async function ownerOf(params: CompanyParams): Promise<string> {
  const { company: code } = await params
  const [me, { messages }] = [await loadIfSignedIn(getMe, {}), await getMessages()]
  const named = code === undefined ? undefined : await findCompany(code)
  return named?.name ?? me?.user.company_name ?? messages.app.name
}

/** What addresses begin with that stay in the company which an address names: nothing, or `/c/<code>`. */
export async function placeOf(params: CompanyParams): Promise<string> {
  const { company } = await params
  return company === undefined ? '' : `/c/${company}`
}
