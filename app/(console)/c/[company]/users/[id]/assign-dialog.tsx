import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Field, Select } from '@/app/_ui/form/field'
import { getText } from '@/app/_ui/i18n/messages'
import { nameOf } from '@/app/_ui/person'
import type { Viewed } from './read'

interface Props extends Pick<Viewed, 'user'> {
  /** Those that the person has not. */
  roles: readonly { id: string; name: string }[]
}

/** Gives a role, also for a time and with a reason. */
export async function AssignDialog({ user, roles }: Props) {
  const page = await getText('userPage')
  const name = nameOf(user)
  if (roles.length === 0) return <p className="text-muted">{page('assignAll', { name })}</p>
  return (
    <FormDialog
      needs="ASSIGN_ROLES"
      method="POST"
      path={`/api/users/${user.id}/assign_role/`}
      label={page('assign')}
      title={page('assignTitle', { name })}
      submit={page('assignSubmit')}
      done={page('assigned')}
    >
      <Select name="role_id" label={page('role')} required>
        {roles.map(({ id, name: role }) => (
          <option key={id} value={id}>
            {role}
          </option>
        ))}
      </Select>
      <Field name="expires_at" type="datetime-local" label={page('end')} />
      <Field name="reason" label={page('reasonLabel')} maxLength={500} optional />
    </FormDialog>
  )
}
