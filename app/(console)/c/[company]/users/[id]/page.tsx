import type { Metadata } from 'next'
import { placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { Freshness } from '@/app/_ui/live/freshness'
import { nameOf } from '@/app/_ui/person'
import { Tabs } from '@/app/_ui/tabs'
import { entityTag } from '@/lib/core/etag'
import { PersonOverlays } from '../_person/overlays'
import { personOf } from '../_person/person'
import { AccessTab } from './access-tab'
import { ActivityTab } from './activity-tab'
import { Banners } from './banners'
import { Heading } from './heading'
import { ProfileTab } from './profile-tab'
import { readPerson } from './read'
import { RolesTab } from './roles-tab'
import { SessionsTab } from './sessions-tab'

interface Props {
  params: Promise<{ company: string; id: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await readPerson((await params).id)
  return { title: `${nameOf(user)} · ${(await getText('users'))('title')}` }
}

const TABS = {
  profile: { Content: ProfileTab, needs: 'VIEW_USERS' },
  roles: { Content: RolesTab, needs: 'VIEW_USERS' },
  access: { Content: AccessTab, needs: 'VIEW_USERS' },
  sessions: { Content: SessionsTab, needs: 'UPDATE_USER' },
  activity: { Content: ActivityTab, needs: 'VIEW_AUDIT_LOGS' },
} as const

export default async function UserPage({ params, searchParams }: Props) {
  const [page, place, { id }] = [await getText('userPage'), await placeOf(params), await params]
  const viewed = await readPerson(id)
  const { user, me, may } = viewed
  const shown = Object.entries(TABS).filter(([, { needs }]) => may(needs))
  const asked = single((await searchParams).tab)
  const [name, { Content }] = shown.find(([tab]) => tab === asked) ?? shown[0]!
  const tabs = shown.map(([tab]) => ({
    name: tab,
    label: page(tab as keyof typeof TABS),
    href: `?tab=${tab}`,
  }))
  return (
    <>
      <Freshness path={`/api/users/${id}/`} etag={entityTag(user)} />
      <Heading {...viewed} />
      <Banners {...viewed} place={place} />
      <Tabs label={page('tabs')} current={name} tabs={tabs} />
      <Content {...viewed} place={place} searchParams={searchParams} />
      <PersonOverlays
        people={[personOf(user, me)]}
        place={place}
        isSuperuser={me.is_superuser}
        next={`${place}/users`}
      />
    </>
  )
}
