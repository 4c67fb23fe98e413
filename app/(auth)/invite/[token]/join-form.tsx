'use client'

import { type ReactNode, useState } from 'react'
import { Arrival } from '@/app/_ui/auth/arrival'
import { PlainForm, type PlainTexts } from '@/app/_ui/auth/plain-form'
import { Field } from '@/app/_ui/form/labelled'
import { NewPassword, type NewPasswordTexts } from '@/app/_ui/password/new-password'
import { PasswordField } from '@/app/_ui/password/password-field'

interface Props {
  token: string
  email: string
  company: string
  /** The address signs in already, so that its password is not a new one. */
  hasAccount: boolean
  /** What it is about; goes with the form. */
  intro: ReactNode
  lead: string
  submit: string
  texts: { firstName: string; lastName: string; present: string; choose: string }
  plainTexts: PlainTexts
  passwordTexts: NewPasswordTexts
  /** Instead of the form, when the invitation has died meanwhile. */
  gone: ReactNode
}

/** Signs in with what was just chosen; what that takes comes only now. */
async function goIn(...given: Parameters<typeof import('./enter').enter>) {
  const found = await import('./enter').catch(() => undefined)
  // They have joined all the same.
  if (found) await found.enter(...given)
  else location.assign('/login')
}

const SIZE = 'input input--lg w-full'

/** Name and password, and one is in. */
export function JoinForm(props: Props) {
  const { token, email, company, hasAccount, texts, passwordTexts } = props
  const [isGone, setIsGone] = useState(false)
  const [names, setNames] = useState({ first_name: '', last_name: '' })
  if (isGone) return <Arrival>{props.gone}</Arrival>
  const nameField = (name: keyof typeof names, label: string, autoComplete: string) => (
    <Field
      name={name}
      label={label}
      required
      maxLength={150}
      autoComplete={autoComplete}
      className={SIZE}
      onChange={(event) => setNames({ ...names, [name]: event.target.value })}
    />
  )
  return (
    <>
      {props.intro}
      <PlainForm
        path="/api/auth/accept_invitation/"
        body={{ token }}
        submit={props.submit}
        texts={props.plainTexts}
        onDone={(answer, { password = '' }) =>
          goIn(answer as { access: string }, { email, password })
        }
        onProblem={({ code }) => {
          if (code === 'invitation_expired') setIsGone(true)
          return code === 'invitation_expired'
        }}
      >
        <p className="break-words text-muted">{props.lead}</p>
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <div className="grid gap-4 sm:grid-cols-2">
          {nameField('first_name', texts.firstName, 'given-name')}
          {nameField('last_name', texts.lastName, 'family-name')}
        </div>
        {hasAccount ? (
          <PasswordField
            name="password"
            label={texts.present}
            texts={passwordTexts}
            required
            autoComplete="current-password"
            className="input--lg"
          />
        ) : (
          <NewPassword
            name="password"
            label={texts.choose}
            person={{ ...names, email, company_name: company }}
            texts={passwordTexts}
            className="input--lg"
          />
        )}
      </PlainForm>
    </>
  )
}
