'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { send } from '@/app/_ui/api/send'
import { FormDialog } from '@/app/_ui/dialog/form-dialog'
import { Select } from '@/app/_ui/form/field'
import { useMay } from '@/lib/realtime/client/live-provider'
import { OwnItem } from './account-items'
import type { Person } from './person'

interface Props {
  person: Person
  next?: string
}

export function DeleteItem({ person: { id, name, isSelf }, next }: Props) {
  const text = useTranslations('userActions')
  if (!useMay('DELETE_USER')) return null
  if (isSelf) return <OwnItem>{text('delete')}</OwnItem>
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

interface Company {
  id: string
  name: string
}

function CompanySelect({ label, except }: { label: string; except: string | null }) {
  const [companies, setCompanies] = useState<readonly Company[]>([])
  useEffect(() => {
    const path = '/api/companies/?page_size=200&ordering=name'
    void send<Company[]>({ method: 'GET', path }).then(
      (answer) => answer.ok && setCompanies(answer.body),
    )
  }, [])
  return (
    <Select name="company_id" label={label} required>
      {companies
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </Select>
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
