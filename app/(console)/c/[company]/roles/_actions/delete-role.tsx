import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { getText } from '@/app/_ui/i18n/messages'
import type { Role } from '@/lib/roles/queries'
import { ReplaceRole } from './replace-role'

interface Props {
  role: Role
  /** Where to go when it is gone; without it, one stays. */
  list?: string
  className?: string
}

/** Deletes a role; whoever has it gets another one instead, or nothing. */
export async function DeleteRole({ role, list, className }: Props) {
  const roles = await getText('roles')
  const title = roles('deleteTitle', { name: role.name })
  if (role.is_system) return null
  if (role.user_count > 0) {
    const { id, name, company, user_count } = role
    return (
      <DialogButton label={roles('delete')} title={title} needs="DELETE_ROLE" className={className}>
        <ReplaceRole role={{ id, name, company, user_count }} list={list} />
      </DialogButton>
    )
  }
  return (
    <FormDialog
      label={roles('delete')}
      title={title}
      className={className}
      needs="DELETE_ROLE"
      tone="danger"
      method="DELETE"
      path={`/api/roles/${role.id}/`}
      submit={roles('deleteSubmit')}
      done={roles('deleted', { name: role.name })}
      next={list}
    >
      <p>{roles('deleteUnused')}</p>
    </FormDialog>
  )
}
