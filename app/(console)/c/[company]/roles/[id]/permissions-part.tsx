import { getText } from '@/app/_ui/i18n/messages'
import { everyRole } from '@/app/_ui/roles/every-role'
import { entityTag } from '@/lib/core/etag'
import { describePermission } from '@/lib/permissions/catalog'
import { RoleEditor } from '../_editor/role-editor'
import { holdersOf } from '../holders'
import type { PartProps } from './parts'

/** What the role allows, to be changed by whoever may. */
export async function PermissionsPart({ role, held }: PartProps) {
  const roles = await getText('roles')
  const rows = await everyRole({ company: role.company ?? 'platform' })
  const { id, name, permissions, is_system } = role
  const code = 'ASSIGN_PERMISSIONS'
  return (
    <section aria-label={roles('tabs.permissions')} className="grid gap-3">
      {is_system && <p className="notice max-w-180">{roles('systemNote')}</p>}
      {!is_system && !held.includes(code) && (
        <p className="notice max-w-180">
          {roles('readOnlyNote', { permission: describePermission(code), code })}
        </p>
      )}
      <RoleEditor
        key={id}
        role={{ id, name, permissions, is_system }}
        etag={entityTag(role)}
        others={holdersOf(rows.filter((other) => other.id !== id))}
      />
    </section>
  )
}
