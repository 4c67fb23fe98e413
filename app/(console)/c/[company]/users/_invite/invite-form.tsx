'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextArea } from '@/app/_ui/form/field'
import { Form } from '@/app/_ui/form/form'
import { RoleChecks } from '@/app/_ui/roles/role-checks'
import { useRoleChoice } from '@/app/_ui/roles/use-role-choice'
import { useMay } from '@/lib/realtime/client/live-provider'
import { Abilities } from './abilities'
import { AddressChips } from './address-chips'
import { readAddresses } from './addresses'
import { type InviteResult, InviteResults } from './invite-results'

interface Props {
  /** null is the platform. */
  company: string | null
  close: () => void
}

/** Many people at once, with what they will be able to do. */
export default function InviteForm({ company, close }: Props) {
  const text = useTranslations('inviting')
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [results, setResults] = useState<readonly InviteResult[]>()
  const mayGive = useMay(['ASSIGN_ROLES', 'VIEW_ROLES'])
  const { valid, invalid } = readAddresses(typed)
  if (results) return <InviteResults results={results} close={close} />
  return (
    <Form
      method="POST"
      path="/api/users/invite/"
      needs="CREATE_USER"
      body={company ? { company } : undefined}
      submit={text('submit', { count: valid.length })}
      // Safe because the API documents this answer.
      onDone={(body) => setResults(body as InviteResult[])}
      onCancel={close}
    >
      {company === null && <p className="notice">{text('platform')}</p>}
      <TextArea
        name="emails"
        lines
        required
        rows={3}
        label={text('emails')}
        hint={text('emailsHint')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <AddressChips valid={valid} invalid={invalid} />
      {invalid.length > 0 && (
        <p role="status" className="text-danger">
          {text('problems', { count: invalid.length, emails: invalid.join(', ') })}
        </p>
      )}
      {mayGive ? (
        <RoleField {...{ company, chosen, setChosen }} />
      ) : (
        <p className="text-muted">{text('mayNotGive')}</p>
      )}
      <TextArea
        name="message"
        label={text('message')}
        hint={text('messageHint')}
        optional
        rows={2}
        maxLength={280}
      />
    </Form>
  )
}

interface RoleFieldProps {
  company: string | null
  chosen: readonly string[]
  setChosen: (chosen: readonly string[]) => void
}

function RoleField({ company, chosen, setChosen }: RoleFieldProps) {
  const text = useTranslations('inviting')
  const choice = useRoleChoice(company)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <fieldset>
        <legend className="label mb-1">{text('roles')}</legend>
        <RoleChecks name="role_ids" choice={choice} chosen={chosen} onChange={setChosen} />
      </fieldset>
      <Abilities roles={(choice.roles ?? []).filter(({ id }) => chosen.includes(id))} />
    </div>
  )
}
