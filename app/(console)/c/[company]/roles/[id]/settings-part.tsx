import { Field, TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { getText } from '@/app/_ui/i18n/messages'
import { entityTag } from '@/lib/core/etag'
import { DeleteRole } from '../_actions/delete-role'
import type { PartProps } from './parts'

/** What the role is called, and how to be rid of it. */
export async function SettingsPart({ role, place }: PartProps) {
  const roles = await getText('roles')
  if (role.is_system) return <p className="notice max-w-180">{roles('systemNote')}</p>
  return (
    <div className="grid max-w-180 gap-6">
      <Form
        key={role.id}
        method="PATCH"
        path={`/api/roles/${role.id}/`}
        etag={entityTag(role)}
        isPatch
        needs="UPDATE_ROLE"
        submit={roles('settingsSubmit')}
        done={roles('settingsDone')}
      >
        <Field
          name="name"
          label={roles('fieldName')}
          required
          maxLength={100}
          defaultValue={role.name}
        />
        <TextArea
          name="description"
          label={roles('description')}
          maxLength={1000}
          defaultValue={role.description}
        />
      </Form>
      {/* Not by what is held when it is rendered: an open dialog tells that the permission is gone. */}
      <section className="panel not-has-[button]:hidden flex flex-wrap items-center justify-between gap-2 p-3">
        <div>
          <h2 className="font-medium">{roles('deleteTitle', { name: role.name })}</h2>
          <p className="text-muted">{roles('peopleCount', { count: role.user_count })}</p>
        </div>
        <DeleteRole role={role} list={`${place}/roles`} className="button button--danger" />
      </section>
    </div>
  )
}
