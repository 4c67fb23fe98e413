import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { companyFilter, placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { everyRole } from '@/app/_ui/roles/every-role'
import { Crumbs } from '@/app/_ui/shell/crumbs'
import { getMe } from '@/lib/auth/queries'
import { load } from '@/lib/core/load'
import { holdersOf } from '../holders'
import { NewRole } from './new-role'
import { startGroups } from './starts'

interface Props {
  params: Promise<{ company?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  const roles = await getText('roles')
  return { title: `${roles('newTitle')} · ${roles('title')}` }
}

export default async function NewRolePage({ params }: Props) {
  const [filter, place, { user }] = await Promise.all([
    companyFilter(params),
    placeOf(params),
    load(getMe, {}),
  ])
  // A superuser creates roles only where the address names a company.
  if (user.is_superuser && !filter.company) notFound()
  const [roles, rows] = await Promise.all([getText('roles'), everyRole(filter)])
  return (
    <>
      <Crumbs of="roles" place={place}>
        {roles('newTitle')}
      </Crumbs>
      <PageHeader title={roles('newTitle')} />
      <NewRole
        {...filter}
        place={place}
        others={holdersOf(rows)}
        groups={await startGroups(rows)}
      />
    </>
  )
}
