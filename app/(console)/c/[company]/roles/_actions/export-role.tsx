import { getText } from '@/app/_ui/i18n/messages'
import type { Role } from '@/lib/roles/queries'

/** The role as the API gives it, in a file. */
export async function ExportRole({ role: { id, name } }: { role: Pick<Role, 'id' | 'name'> }) {
  const roles = await getText('roles')
  return (
    <a href={`/api/roles/${id}/`} download={`${name}.json`}>
      {roles('export')}
    </a>
  )
}
