import type { Metadata } from 'next'
import { companyFilter, placeOf } from '@/app/_ui/company-scope'
import { getText } from '@/app/_ui/i18n/messages'
import type { SearchParams } from '@/app/_ui/list/view'
import { Catalogue } from '../../../_permissions/catalogue'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getText('permissions'))('title') }
}

interface Props {
  params: Promise<{ company?: string }>
  searchParams: SearchParams
}

export default async function PermissionsPage({ params, searchParams }: Props) {
  const [company, place] = [await companyFilter(params), await placeOf(params)]
  return <Catalogue company={company} place={place} searchParams={searchParams} />
}
