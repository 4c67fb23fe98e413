import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Field } from '@/app/_ui/form/field'
import { MomentField } from '@/app/_ui/form/moment-field'
import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import { RoleSelect } from '@/app/_ui/roles/role-select'
import type { Viewed } from './read'

interface Props extends Pick<Viewed, 'user'> {
  /** The roles that the person has. */
  held: readonly string[]
}

/** Gives a role, also for a time and with a reason. */
export async function AssignDialog({ user, held }: Props) {
  const page = await getText('userPage')
  const name = nameOf(user)
  return (
    <FormDialog
      needs={['ASSIGN_ROLES', 'VIEW_ROLES']}
      method="POST"
      path={`/api/users/${user.id}/assign_role/`}
      label={page('assign')}
      title={page('assignTitle', { name })}
      submit={page('assignSubmit')}
      done={page('assigned')}
    >
      <RoleSelect
        name="role_id"
        label={page('role')}
        company={user.company?.id ?? null}
        except={held}
      />
      <MomentField name="expires_at" label={page('end')} />
      <Field name="reason" label={page('reasonLabel')} maxLength={500} optional />
    </FormDialog>
  )
}
