import { getText } from '@/app/_ui/i18n/messages'
import { TEMPLATES } from '@/lib/permissions/templates'
import type { Role } from '@/lib/roles/queries'
import type { StartGroup } from './start-choice'

/** What a new role can begin with: the usual ones, and those that there are. */
export async function startGroups(rows: readonly Role[]): Promise<StartGroup[]> {
  const roles = await getText('roles')
  const startOf = ({
    id,
    name,
    permissions,
  }: Pick<Role, 'id' | 'name'> & { permissions: readonly string[] }) => ({
    id,
    name,
    permissions,
    note: roles('startCount', { count: permissions.length }),
  })
  return [
    {
      label: roles('startTemplates'),
      starts: TEMPLATES.map((one) => startOf({ ...one, id: one.name })),
    },
    { label: roles('startRoles'), starts: rows.map(startOf) },
  ]
}
