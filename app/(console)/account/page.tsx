import type { Metadata } from 'next'
import { getText } from '@/app/_ui/i18n/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { Tabs } from '@/app/_ui/tabs'
import { Access } from './access'
import { Activity } from './activity'
import { Appearance } from './appearance'
import { Profile } from './profile'
import { Security } from './security'

const TABS = {
  profile: Profile,
  security: Security,
  appearance: Appearance,
  access: Access,
  activity: Activity,
}
type Tab = keyof typeof TABS

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('account'))('title') }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AccountPage({ searchParams }: Props) {
  const [account, { tab: given }] = [await getText('account'), await searchParams]
  // Safe because these are the keys of the object.
  const names = Object.keys(TABS) as Tab[]
  const current = names.find((name) => name === given) ?? 'profile'
  const Shown = TABS[current]
  return (
    <>
      <Crumbs>{account('title')}</Crumbs>
      <PageHeader title={account('title')} />
      <Tabs
        label={account('title')}
        current={current}
        tabs={names.map((name) => ({
          name,
          label: account(`tabs.${name}`),
          href: name === 'profile' ? '/account' : `/account?tab=${name}`,
        }))}
      />
      <Shown />
    </>
  )
}
