import { load } from '@/lib/core/load'
import { listRoles, type Role } from '@/lib/roles/queries'

const AT_ONCE = 200

/** Every role of a company, however many there are, by name. */
export async function everyRole(company: { company?: string }): Promise<Role[]> {
  const read = (page: number) =>
    load(listRoles, { ...company, page, page_size: AT_ONCE, ordering: 'name' })
  const first = await read(1)
  const pages = Math.ceil(Number(first.total) / AT_ONCE)
  const rest = await Promise.all(Array.from({ length: pages - 1 }, (_, index) => read(index + 2)))
  return [first, ...rest].flatMap(({ rows }) => rows)
}
