import { AccessGrid } from '@/app/_ui/access/access-grid'
import { load } from '@/lib/core/load'
import { listUserPermissions } from '@/lib/users/permission-queries'
import type { Viewed } from './read'

interface Props extends Viewed {
  place: string
}

/** What somebody may do, with the reason in each cell. */
export async function AccessTab({ user, person, place }: Props) {
  const { rows } = await load(listUserPermissions, { id: user.id, explain: 'true' })
  return <AccessGrid person={{ ...person, roles: user.roles }} rows={rows} place={place} />
}
