import CompanyOverview from './c/[company]/page'

export { generateMetadata } from './c/[company]/page'

/** The overview where the address names no company. */
export default function OverviewPage() {
  return <CompanyOverview params={Promise.resolve({ company: '-' })} />
}
