import { getText } from '@/app/_ui/i18n/messages'
import { ShownChips } from '@/app/_ui/optimistic'

interface Props {
  person: { id: string; roles: readonly { id: string; name: string }[] }
  /** Whether the viewer may change them, and so gets a button. */
  mayEdit: boolean
}

/** The roles of somebody, and the button that opens the picker. */
export async function RoleChips({ person: { id, roles }, mayEdit }: Props) {
  const page = await getText('userPage')
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      <ShownChips of={id}>
        {roles.length === 0 && <li className="text-muted">{page('noRole')}</li>}
        {roles.map(({ id: role, name }) => (
          <li key={role} className="chip chip--default">
            {name}
          </li>
        ))}
      </ShownChips>
      {mayEdit && (
        <li>
          <button type="button" data-opens="person-roles" data-of={id} className="link-button">
            {page('editRoles')}
          </button>
        </li>
      )}
    </ul>
  )
}
