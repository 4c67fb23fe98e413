import { getText } from '@/app/_ui/i18n/messages'
import { Tabs } from '@/app/_ui/tabs'
import { getMe } from '@/lib/auth/queries'
import type { Company } from '@/lib/companies/queries'
import { load } from '@/lib/core/load'

interface Props {
  company: Company
  /** What the addresses of its lists begin with. */
  place: string
  current: 'overview' | 'settings'
}

/** The parts of a company that one may see; its lists have pages of their own. */
export async function CompanyTabs({ company, place, current }: Props) {
  const [text, { permissions }] = [await getText('companies'), await load(getMe, {})]
  const here = `/companies/${company.id}`
  const tabs = [
    { name: 'overview', href: here },
    { name: 'users', href: `${place}/users`, count: company.user_count, needs: 'VIEW_USERS' },
    { name: 'roles', href: `${place}/roles`, count: company.role_count, needs: 'VIEW_ROLES' },
    { name: 'audit', href: `${place}/audit`, needs: 'VIEW_AUDIT_LOGS' },
    { name: 'settings', href: `${here}?tab=settings`, needs: 'UPDATE_COMPANY' },
  ] as const
  return (
    <Tabs
      label={text('parts')}
      current={current}
      tabs={tabs
        .filter(
          (tab) => !('needs' in tab) || tab.name === current || permissions.includes(tab.needs),
        )
        .map((tab) => ({
          name: tab.name,
          label: text(tab.name),
          href: tab.href,
          count: 'count' in tab ? tab.count : undefined,
        }))}
    />
  )
}
