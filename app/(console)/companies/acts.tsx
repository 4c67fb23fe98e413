import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Checkbox } from '@/app/_ui/form/field'
import { getText } from '@/app/_ui/i18n/messages'
import type { Company } from '@/lib/companies/queries'

interface Props {
  company: Company
  className?: string
}

/** Stops a company, or lets it go on; tells how many people that concerns. */
export async function SuspendCompany({ company, className = '' }: Props) {
  const { id, name, is_active, active_count } = company
  const text = await getText('companies')
  const act = is_active ? 'suspend' : 'reactivate'
  return (
    <FormDialog
      key={act}
      method="PATCH"
      path={`/api/companies/${id}/`}
      body={{ is_active: !is_active }}
      needs="UPDATE_COMPANY"
      tone={is_active ? 'danger' : undefined}
      className={className}
      label={text(act)}
      title={text(`${act}Title`, { name })}
      submit={text(`${act}Submit`)}
      done={text(`${act}Done`, { name })}
    >
      <p>{text(`${act}Why`, { count: active_count })}</p>
    </FormDialog>
  )
}

/** Says what goes, and asks for the company's code. */
export async function DeleteCompany({ company, className = '', next }: Props & { next?: string }) {
  const { id, name, code, user_count, role_count } = company
  const text = await getText('companies')
  return (
    <FormDialog
      method="DELETE"
      path={`/api/companies/${id}/`}
      needs="DELETE_COMPANY"
      tone="danger"
      confirm={code}
      className={className}
      label={text('delete')}
      title={text('deleteTitle', { name })}
      submit={text('deleteSubmit')}
      done={text('deleteDone', { name })}
      next={next}
    >
      <p>{text('deleteWhy', { users: user_count, roles: role_count })}</p>
      <p>
        <a
          className="link-button"
          href={`/api/audit-logs/export/?company=${id}&format=csv`}
          download
        >
          {text('deleteExport')}
        </a>
      </p>
      {user_count > 0 && (
        <Checkbox
          name="also_users"
          data-own=""
          required
          label={text('deleteUsers', { count: user_count })}
        />
      )}
    </FormDialog>
  )
}
