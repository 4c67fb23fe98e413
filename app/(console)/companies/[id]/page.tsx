import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { Freshness } from '@/app/_ui/live/freshness'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { getCompany } from '@/lib/companies/queries'
import { entityTag } from '@/lib/core/etag'
import { load } from '@/lib/core/load'
import { CompanyFacts } from './company-facts'
import { CompanyHeader } from './company-header'
import { CompanySettings } from './company-settings'
import { CompanyTabs } from './company-tabs'

interface Props {
  params: Promise<{ id: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, text] = [await load(getCompany, await params), await getText('companies')]
  return { title: `${name} · ${text('title')}` }
}

export default async function CompanyPage({ params, searchParams }: Props) {
  const [company, { user }] = [await load(getCompany, await params), await load(getMe, {})]
  const place = user.is_superuser ? `/c/${company.code}` : ''
  const may = (code: (typeof user.permissions)[number]) => user.permissions.includes(code)
  const asksSettings = single((await searchParams).tab) === 'settings'
  // Also for whoever may not change them: what was typed stays when the right to it goes.
  const current = asksSettings ? 'settings' : 'overview'
  return (
    <>
      <Crumbs of="companies">{company.name}</Crumbs>
      <Freshness path={`/api/companies/${company.id}/`} etag={entityTag(company)} />
      <CompanyHeader company={company} place={place} />
      <CompanyTabs {...{ company, place, current }} />
      {current === 'settings' ? (
        <CompanySettings company={company} isSuperuser={user.is_superuser} />
      ) : (
        <CompanyFacts
          {...{ company, place }}
          isSuperuser={user.is_superuser}
          maySeeTrail={may('VIEW_AUDIT_LOGS')}
        />
      )}
    </>
  )
}
