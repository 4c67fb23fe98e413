import type { Metadata } from 'next'
import { placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { Freshness } from '@/app/_ui/live/freshness'
import { nameOf } from '@/app/_ui/person'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Tabs } from '@/app/_ui/tabs'
import { entityTag } from '@/lib/core/etag'
import { PersonOverlays } from '../_person/overlays'
import { Banners } from './banners'
import { Heading } from './heading'
import { partsFor } from './parts'
import { readPerson } from './read'

interface Props {
  params: Promise<{ company?: string; id: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { user } = await readPerson(params)
  return { title: `${nameOf(user)} · ${(await getText('users'))('title')}` }
}

export default async function UserPage({ params, searchParams }: Props) {
  const [page, place, { id }] = [await getText('userPage'), await placeOf(params), await params]
  const viewed = await readPerson(params)
  const { user, me } = viewed
  const { parts, shown } = partsFor(viewed, single((await searchParams).tab))
  const tabs = parts.map(({ name }) => ({ name, label: page(name), href: `?tab=${name}` }))
  return (
    <>
      <Crumbs of="users" place={place}>
        {nameOf(user)}
      </Crumbs>
      <Freshness path={`/api/users/${id}/`} etag={entityTag(user)} />
      <Heading {...viewed} isEditing={shown.name === 'profile'} />
      <Banners {...viewed} place={place} />
      <Tabs label={page('tabs')} current={shown.name} tabs={tabs} />
      <shown.Content {...viewed} place={place} searchParams={searchParams} />
      <PersonOverlays
        people={[viewed.person]}
        place={place}
        isSuperuser={me.is_superuser}
        next={`${place}/users`}
      />
    </>
  )
}
