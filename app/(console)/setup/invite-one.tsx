'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Field } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { LinkField } from '../c/[company]/users/_person/link-field'
import { describeInvitation, type Invited } from '../companies/invite-administrator'

interface Props {
  company: string
  role: string | undefined
  texts: { email: string; submit: string }
}

/** One invitation, with its link where no mail server is set up to send it. */
export function InviteOne({ company, role, texts }: Props) {
  const text = useTranslations('companies')
  const actions = useTranslations('userActions')
  const [made, setMade] = useState<{ invited: Invited; count: number }>()
  const invited = made?.invited
  return (
    <>
      <Form
        // Empty again once somebody is invited.
        key={made?.count}
        method="POST"
        path="/api/users/invite/"
        needs="CREATE_USER"
        body={{ company, role_ids: role ? [role] : [] }}
        submit={texts.submit}
        done=""
        onDone={(body) => {
          const invited = describeInvitation(body)
          setMade({ invited, count: (made?.count ?? 0) + (invited.problem ? 0 : 1) })
        }}
      >
        <Field
          name="emails"
          data-lines=""
          type="email"
          label={texts.email}
          required
          autoComplete="off"
        />
      </Form>
      {invited && (
        <div role="status" className="notice grid gap-2">
          {invited.problem ? (
            <p>{text('notInvited', { email: invited.email, problem: invited.problem })}</p>
          ) : (
            <p>{text(invited.link ? 'inviteLink' : 'invited', { email: invited.email })}</p>
          )}
          {invited.link && (
            <LinkField label={actions('linkFor', { email: invited.email })} link={invited.link} />
          )}
        </div>
      )}
    </>
  )
}
