import type { SearchParams } from '@/app/_ui/list/view'
import PermissionsOfCompany from '../c/[company]/permissions/page'

export { generateMetadata } from '../c/[company]/permissions/page'

/** The catalogue where the address names no company. */
export default function PermissionsPage({ searchParams }: { searchParams: SearchParams }) {
  return <PermissionsOfCompany params={Promise.resolve({})} searchParams={searchParams} />
}
