'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Formats } from '@/app/_ui/clock/clock'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { Checkbox, Field, TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { LinkField } from '../c/[company]/users/_person/link-field'
import { CompanyFormats } from './company-formats'
import { type Invited, inviteAdministrator } from './invite-administrator'
import { NameAndCode } from './name-and-code'

interface Made {
  id: string
  name: string
  /** What became of the first administrator's invitation, if one was asked for. */
  invited?: Invited
}

function Outcome({ made }: { made: Made }) {
  const text = useTranslations('companies')
  const actions = useTranslations('userActions')
  const { invited, id, name } = made
  return (
    <>
      <h3 className="wrap-anywhere font-medium">{text('createdTitle', { name })}</h3>
      {invited && !invited.problem && (
        <p>{text(invited.link ? 'inviteLink' : 'invited', { email: invited.email })}</p>
      )}
      {invited?.problem && (
        <p role="alert" className="text-danger">
          {text('notInvited', { email: invited.email, problem: invited.problem })}
        </p>
      )}
      {invited?.link && (
        <LinkField label={actions('linkFor', { email: invited.email })} link={invited.link} />
      )}
      <p className="flex justify-end">
        <a href={`/companies/${id}`} className="button button--primary max-w-full">
          <span className="truncate">{text('openCompany', { name })}</span>
        </a>
      </p>
    </>
  )
}

function CreateForm({ formats, close }: Props & { close: () => void }) {
  const text = useTranslations('companies')
  const [email, setEmail] = useState('')
  const [made, setMade] = useState<Made>()
  const isInviting = email.trim() !== ''
  if (made) return <Outcome made={made} />

  async function finish(company: Made) {
    if (!isInviting) return close()
    setMade({ ...company, invited: await inviteAdministrator(company.id, email.trim()) })
  }

  return (
    <Form
      method="POST"
      path="/api/companies/"
      needs="CREATE_COMPANY"
      submit={text('create')}
      done={isInviting ? '' : text('made')}
      next={isInviting ? undefined : '/companies/{id}'}
      // Safe because the API documents this answer.
      onDone={(body) => finish(body as Made)}
      onCancel={close}
    >
      <NameAndCode
        texts={{
          name: text('name'),
          nameHint: text('nameHint'),
          code: text('codeLabel'),
          codeHint: text('codeHint'),
          codeTaken: text('codeTaken'),
        }}
      />
      <TextArea name="description" label={text('description')} maxLength={1000} rows={2} />
      <CompanyFormats texts={{ zone: text('zone'), locale: text('locale') }} formats={formats} />
      <Checkbox
        name="standard_roles"
        defaultChecked
        label={text('standardRoles')}
        hint={text('standardRolesHint')}
      />
      <Field
        name="administrator"
        data-own=""
        type="email"
        label={text('adminEmail')}
        hint={text('adminEmailHint')}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
    </Form>
  )
}

interface Props {
  /** Of whoever makes the company, as a first guess for its people. */
  formats: Formats
}

/** Makes a company with its usual roles, and invites whoever is to run it. */
export function CreateCompany({ formats }: Props) {
  const text = useTranslations('companies')
  return (
    <DialogButton
      needs="CREATE_COMPANY"
      label={text('create')}
      title={text('createTitle')}
      className="button button--primary"
    >
      {(close) => <CreateForm formats={formats} close={close} />}
    </DialogButton>
  )
}
