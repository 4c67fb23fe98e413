import { notFound } from 'next/navigation'
import { getMe } from '@/lib/auth/queries'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'

/** In an address where no company is named: one's own, and for a superuser all of them. */
const NONE = '-'

/** The filter for the company that an address names. Only superusers look into others; for everybody else there are none. */
export async function companyFilter(params: Promise<{ company: string }>) {
  const { company: code } = await params
  if (code === NONE) return {}
  const { user } = await load(getMe, {})
  if (!user.is_superuser) notFound()
  const { rows } = await load(listCompanies, { code: decodeURIComponent(code) })
  return rows[0] ? { company: rows[0].id } : notFound()
}

/** What addresses begin with that stay in the company which an address names: nothing, or `/c/<code>`. */
export async function placeOf(params: Promise<{ company: string }>): Promise<string> {
  const { company } = await params
  return company === NONE ? '' : `/c/${company}`
}
