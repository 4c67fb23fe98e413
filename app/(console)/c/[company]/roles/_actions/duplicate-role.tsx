import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Field, TextArea } from '@/app/_ui/form/field'
import { getText } from '@/app/_ui/i18n/messages'
import { describePermission, isPermission } from '@/lib/permissions/catalog'
import type { Role } from '@/lib/roles/queries'

interface Props {
  role: Role
  /** What the person may do, who can give nothing else. */
  held: readonly string[]
  /** What the address of the copy begins with. */
  place: string
  className?: string
}

/** Makes another role with the same permissions, as far as the person can give them. */
export async function DuplicateRole({ role, held, place, className }: Props) {
  const roles = await getText('roles')
  const mayAssign = held.includes('ASSIGN_PERMISSIONS')
  const permissions = role.permissions.filter((code) => mayAssign && held.includes(code))
  const missing = role.permissions.filter(isPermission).filter((code) => !held.includes(code))
  const names = missing.map(describePermission).join(', ')
  return (
    <FormDialog
      label={roles('duplicate')}
      title={roles('duplicateTitle', { name: role.name })}
      className={className}
      needs="CREATE_ROLE"
      method="POST"
      path="/api/roles/"
      body={{ permissions, company: role.company }}
      submit={roles('duplicateSubmit')}
      done={roles('duplicated')}
      next={`${place}/roles/{id}`}
    >
      <Field
        name="name"
        label={roles('fieldName')}
        required
        maxLength={100}
        defaultValue={roles('copyOf', { name: role.name }).slice(0, 100)}
      />
      <TextArea
        name="description"
        label={roles('description')}
        maxLength={1000}
        defaultValue={role.description}
      />
      <p className="text-muted">
        {mayAssign ? roles('copyWhole', { count: permissions.length }) : roles('copyEmpty')}{' '}
        {mayAssign && missing.length > 0 && roles('copyPart', { names })}
      </p>
    </FormDialog>
  )
}
