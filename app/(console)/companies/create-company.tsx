'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { Checkbox, Field, TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { LinkField } from '../c/[company]/users/_person/link-field'
import { type Invited, inviteAdministrator } from './invite-administrator'

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
      <h3 className="font-medium">{text('createdTitle', { name })}</h3>
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
        <a href={`/companies/${id}`} className="button button--primary">
          {text('openCompany', { name })}
        </a>
      </p>
    </>
  )
}

function CreateForm({ close }: { close: () => void }) {
  const text = useTranslations('companies')
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [made, setMade] = useState<Made>()
  if (made) return <Outcome made={made} />

  async function finish(company: Made) {
    if (!email.trim()) {
      close()
      return router.push(`/companies/${company.id}`)
    }
    setMade({ ...company, invited: await inviteAdministrator(company.id, email.trim()) })
  }

  return (
    <Form
      method="POST"
      path="/api/companies/"
      needs="CREATE_COMPANY"
      submit={text('create')}
      done=""
      // Safe because the API documents this answer.
      onDone={(body) => void finish(body as Made)}
      onCancel={close}
    >
      <Field name="name" label={text('name')} hint={text('nameHint')} required maxLength={200} />
      <Field
        name="code"
        label={text('codeLabel')}
        hint={text('codeHint')}
        maxLength={50}
        optional
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextArea name="description" label={text('description')} maxLength={1000} rows={2} />
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

/** Makes a company with its usual roles, and invites whoever is to run it. */
export function CreateCompany() {
  const text = useTranslations('companies')
  return (
    <DialogButton
      needs="CREATE_COMPANY"
      label={text('create')}
      title={text('createTitle')}
      className="button button--primary"
    >
      {(close) => <CreateForm close={close} />}
    </DialogButton>
  )
}
