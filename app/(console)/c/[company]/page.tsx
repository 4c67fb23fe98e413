import type { Metadata } from 'next'
import { companyFilter, ownerOf, placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { Activity } from '../../_overview/activity'
import { Attention } from '../../_overview/attention'
import { Changes } from '../../_overview/changes'
import { Companies } from '../../_overview/companies'
import { Endings } from '../../_overview/endings'
import { Heading } from '../../_overview/heading'
import { MyAccess } from '../../_overview/my-access'
import { readOverview } from '../../_overview/read'
import { Tiles } from '../../_overview/tiles'

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

/** The template of a layout does not count for the page right below it. */
export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const [text, owner] = [await getText('overview'), await ownerOf(params)]
  return { title: { absolute: `${text('title')} · ${owner}` } }
}

/** How things stand in a company; a superuser who has chosen none sees which ones there are. */
export default async function OverviewPage({ params, searchParams }: Props) {
  const [{ user }, filter] = [await load(getMe, {}), await companyFilter(params)]
  const [place, { activity }] = [await placeOf(params), await searchParams]
  const overview = await readOverview(filter)
  const isPlatform = user.is_superuser && !('company' in filter)
  return (
    <>
      <Crumbs of="overview" place={place} />
      <Heading user={user} />
      {isPlatform ? <Companies /> : <Tiles overview={overview} place={place} />}
      <div className="grid items-start gap-6 empty:hidden lg:has-[#activity]:has-[#attention]:grid-cols-[2fr_1fr]">
        {overview.recent_permission_changes && (
          <Activity company={filter} place={place} asked={single(activity)} />
        )}
        {!isPlatform && (
          <Attention {...{ overview, place }} company={filter.company ?? user.company} />
        )}
      </div>
      <div className="grid items-start gap-6 empty:hidden lg:has-[>:nth-child(2)]:grid-cols-2">
        {!isPlatform && <Endings endings={overview.grants_ending} place={place} />}
        {!isPlatform && <Changes changes={overview.recent_permission_changes} place={place} />}
        <MyAccess user={user} />
      </div>
    </>
  )
}
