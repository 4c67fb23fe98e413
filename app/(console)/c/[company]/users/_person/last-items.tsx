'use client'

import { useTranslations } from 'use-intl'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { useMay } from '@/lib/realtime/client/live-provider'
import { OwnItem } from './account-items'
import { CompanySelect } from './company-select'
import type { Person } from './person'

interface Props {
  person: Person
  next?: string
}

export function DeleteItem({ person: { id, name, isSelf }, next }: Props) {
  const text = useTranslations('userActions')
  const may = useMay('DELETE_USER')
  if (isSelf) return may && <OwnItem>{text('delete')}</OwnItem>
  return (
    <FormDialog
      className="text-danger"
      needs="DELETE_USER"
      method="DELETE"
      path={`/api/users/${id}/`}
      tone="danger"
      label={text('delete')}
      title={text('deleteTitle', { name })}
      submit={text('deleteSubmit')}
      done={text('deleted', { name })}
      next={next}
    >
      <p>{text('deleteWhy')}</p>
    </FormDialog>
  )
}

/** For superusers only. */
export function MoveItem({ person: { id, name, company } }: Pick<Props, 'person'>) {
  const text = useTranslations('userActions')
  return (
    <FormDialog
      className=""
      method="POST"
      path={`/api/users/${id}/assign_company/`}
      label={text('move')}
      title={text('moveTitle', { name })}
      submit={text('moveSubmit')}
      done={text('moved', { name })}
    >
      <p>{text('moveWhy')}</p>
      <CompanySelect label={text('company')} except={company} />
    </FormDialog>
  )
}
