import {
  Building2,
  Hash,
  House,
  type LucideIcon,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react'
import { CompanyBadge } from '../company-badge'
import { getMessages, getText } from '../i18n/messages'
import { CompanySwitcher } from './company-switcher'
import { NavLink } from './nav-link'
import { NAVIGATION, type NavigationItem } from './navigation'
import { SidebarToggle } from './sidebar-toggle'

/** Not with the navigation, which the sign-in pages read too: a drawing brings 1 kB of its library along. */
const ICONS: Record<NavigationItem['label'], LucideIcon> = {
  overview: House,
  companies: Building2,
  users: Users,
  roles: ShieldCheck,
  permissions: Hash,
  audit: ScrollText,
}

interface Props {
  /** Whose data the pages show; null for a superuser, who chooses. */
  company: string | null
  /** What that company is called. */
  name: string | null
  permissions: readonly string[]
}

/** The places one may go to. On narrow screens it opens as a drawer, which needs no JavaScript. */
export async function Sidebar({ company, name, permissions }: Props) {
  const [app, nav, { messages }] = [await getText('app'), await getText('nav'), await getMessages()]
  const items = NAVIGATION.filter(
    ({ permission }) => !permission || permissions.includes(permission),
  )
  return (
    <nav
      id="navigation"
      popover="auto"
      aria-label={app('navigation')}
      className="sidebar fixed inset-y-0 start-0 m-0 h-dvh w-58 max-w-[80vw] border-0 border-border border-e bg-surface p-3 text-foreground backdrop:bg-black/50 md:sticky md:top-0 md:flex md:w-full md:flex-col"
    >
      {company === null || name === null ? (
        <CompanySwitcher texts={messages.switcher} />
      ) : (
        <p className="mb-3 flex items-center gap-2.5 px-2.5 py-1.5 font-semibold">
          <CompanyBadge id={company} name={name} />
          <span className="sidebar-label truncate">{name}</span>
        </p>
      )}
      <ul className="grid gap-0.5">
        {items.map(({ label, href, isOfCompany, permission }) => {
          const Icon = ICONS[label]
          return (
            <li key={href}>
              <NavLink {...{ href, isOfCompany, permission }} title={nav(label)}>
                <Icon className="size-4 shrink-0" aria-hidden="true" />
                <span className="sidebar-label">{nav(label)}</span>
              </NavLink>
            </li>
          )
        })}
      </ul>
      <div className="mt-auto grid gap-0.5 pt-3">
        <NavLink href="/account" title={app('account')}>
          <Settings className="size-4 shrink-0" aria-hidden="true" />
          <span className="sidebar-label">{app('account')}</span>
        </NavLink>
        <SidebarToggle label={app('sidebar')} />
      </div>
    </nav>
  )
}
