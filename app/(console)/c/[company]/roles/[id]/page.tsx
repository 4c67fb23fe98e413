import type { Metadata } from 'next'
import { placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { type SearchParams, single } from '@/app/_ui/list/view'
import { Freshness } from '@/app/_ui/live/freshness'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Tabs } from '@/app/_ui/tabs'
import { getMe } from '@/lib/auth/queries'
import { entityTag } from '@/lib/core/etag'
import { load } from '@/lib/core/load'
import { PARTS, partsFor } from './parts'
import { readRole } from './read'
import { RoleHeader } from './role-header'

interface Props {
  params: Promise<{ company?: string; id: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, roles] = [await readRole(params), await getText('roles')]
  return { title: `${name} · ${roles('title')}` }
}

export default async function RolePage({ params, searchParams }: Props) {
  const [role, { user }] = await Promise.all([readRole(params), load(getMe, {})])
  const [roles, place] = [await getText('roles'), await placeOf(params)]
  const parts = partsFor(user.permissions)
  const asked = single((await searchParams).tab)
  const current = parts.find((part) => part === asked) ?? 'permissions'
  const href = `${place}/roles/${role.id}`
  const tabs = parts.map((name) => ({
    name,
    label: roles(`tabs.${name}`),
    href: name === 'permissions' ? href : `${href}?tab=${name}`,
    count: name === 'people' ? role.user_count : undefined,
  }))
  const Part = PARTS[current]
  return (
    <>
      <Crumbs of="roles" place={place}>
        {role.name}
      </Crumbs>
      <Freshness path={`/api/roles/${role.id}/`} etag={entityTag(role)} />
      <RoleHeader {...{ role, place }} held={user.permissions} />
      <Tabs label={roles('tabs.label')} current={current} tabs={tabs} />
      <Part {...{ role, place, searchParams }} held={user.permissions} />
    </>
  )
}
