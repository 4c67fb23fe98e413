import type { SearchParams } from '@/app/_ui/list/view'
import CompanyOverview from './c/[company]/page'

export { generateMetadata } from './c/[company]/page'

/** The overview where the address names no company. */
export default function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  return <CompanyOverview params={Promise.resolve({})} searchParams={searchParams} />
}
