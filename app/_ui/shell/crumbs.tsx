import Link from 'next/link'
import { listCompanies } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'
import { getText } from '../i18n/messages'
import { NAVIGATION, type NavigationItem } from './navigation'

interface Props {
  /** The place of the console that the page belongs to, unless it belongs to none. */
  of?: NavigationItem['label']
  /** What addresses begin with that stay in the company: nothing, or `/c/<code>`. */
  place?: string
  /** What the page is called where it is not that place itself. */
  children?: string
}

/** The company that an address names, which is asked for once on a page. */
async function companyAt(place: string) {
  const code = decodeURIComponent(place.slice('/c/'.length))
  const { rows } = await load(listCompanies, { code })
  return { href: place, label: rows[0]?.name ?? code }
}

/** The way to a page, shown in the topbar. Each page says its own, so that it comes with the page. */
export async function Crumbs({ of, place = '', children }: Props) {
  const [app, nav] = [await getText('app'), await getText('nav')]
  const company = place ? await companyAt(place) : undefined
  const item = NAVIGATION.find(({ label }) => label === of)
  const section = item && { href: place + item.href, label: nav(item.label) }
  const isBelow = section !== undefined && children !== undefined
  return (
    <nav aria-label={app('breadcrumb')} className="crumbs">
      <ol>
        {company && (
          <li className="crumbs-company">
            <Link href={company.href}>{company.label}</Link>
          </li>
        )}
        {isBelow && (
          <li>
            <Link href={section.href}>{section.label}</Link>
          </li>
        )}
        <li>
          <span aria-current="page" className="truncate">
            {children ?? section?.label}
          </span>
        </li>
      </ol>
    </nav>
  )
}
