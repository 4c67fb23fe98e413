'use client'

import { PlainForm, type PlainTexts } from '@/app/_ui/auth/plain-form'
import type { Person } from '@/app/_ui/password/checklist'
import { NewPassword, type NewPasswordTexts } from '@/app/_ui/password/new-password'
import { PasswordField } from '@/app/_ui/password/password-field'
import { keepToast } from '@/app/_ui/toast/show-toast'

interface Props {
  person: Person
  submit: string
  plainTexts: PlainTexts
  passwordTexts: NewPasswordTexts & { current: string; changed: string }
}

/** The present password is asked for too: a session that was left open must not be enough. */
export const ChangeForm = ({ person, submit, plainTexts, passwordTexts }: Props) => (
  <PlainForm
    path="/api/auth/change_password/"
    submit={submit}
    texts={plainTexts}
    onDone={() => {
      keepToast(passwordTexts.changed)
      location.assign('/')
    }}
  >
    <input type="text" autoComplete="username" value={person.email} readOnly hidden />
    <PasswordField
      name="current_password"
      label={passwordTexts.current}
      texts={passwordTexts}
      required
      autoComplete="current-password"
      className="input--lg"
    />
    <NewPassword name="new_password" person={person} texts={passwordTexts} className="input--lg" />
  </PlainForm>
)
