import { getText } from '@/app/_ui/i18n/messages'
import { Menu } from '@/app/_ui/menu/menu'
import { PageHeader } from '@/app/_ui/page-header'
import { RelativeTime } from '@/app/_ui/time'
import { load } from '@/lib/core/load'
import type { Role } from '@/lib/roles/queries'
import { traceRoles } from '@/lib/roles/trace-queries'
import { DeleteRole } from '../_actions/delete-role'
import { DuplicateRole } from '../_actions/duplicate-role'
import { ExportRole } from '../_actions/export-role'
import { SystemBadge } from '../system-badge'

interface Props {
  role: Role
  held: readonly string[]
  place: string
}

/** What role it is, how many have it, and what can be done with it. */
export async function RoleHeader({ role, held, place }: Props) {
  const [roles, [traces]] = [await getText('roles'), await load(traceRoles, { ids: [role.id] })]
  return (
    <div className="grid gap-1">
      <PageHeader
        title={role.name}
        note={
          <>
            {role.is_system && (
              <>
                <SystemBadge /> ·{' '}
              </>
            )}
            {roles('peopleCount', { count: role.user_count })} · {roles('changedAt')}{' '}
            <RelativeTime at={role.updated_at} />
            {traces?.changed_by && ` ${roles('changedBy', { name: traces.changed_by })}`}
          </>
        }
      >
        <div className="flex items-center gap-2">
          <DuplicateRole {...{ role, held, place }} />
          <Menu id="role-actions" label={roles('actions', { name: role.name })}>
            <ExportRole role={role} />
            <DeleteRole role={role} list={`${place}/roles`} className="text-danger" />
          </Menu>
        </div>
      </PageHeader>
      {role.description && <p className="max-w-prose text-muted">{role.description}</p>}
    </div>
  )
}
