import { notFound } from 'next/navigation'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'

/** Where an address names no company, it is one's own, and for a superuser all of them. */
type CompanyParams = Promise<{ company?: string }>

/** The filter for the company that an address names. Only superusers look into others; for everybody else there are none. */
export async function companyFilter(params: CompanyParams) {
  const { company: code } = await params
  if (code === undefined) return {}
  const { user } = await load(getMe, {})
  if (!user.is_superuser) notFound()
  const { rows } = await load(listCompanies, { code: decodeURIComponent(code) })
  return rows[0] ? { company: rows[0].id } : notFound()
}

/** What addresses begin with that stay in the company which an address names: nothing, or `/c/<code>`. */
export async function placeOf(params: CompanyParams): Promise<string> {
  const { company } = await params
  return company === undefined ? '' : `/c/${company}`
}
