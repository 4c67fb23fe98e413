import type { SearchParams } from '@/app/_ui/list/view'
import CompanyOverview, { generateMetadata as titled } from './c/[company]/page'

const OWN = { params: Promise.resolve({}) }

export const generateMetadata = () => titled(OWN)

/** The overview where the address names no company. */
export default function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  return <CompanyOverview {...OWN} searchParams={searchParams} />
}
