'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Arrival } from '@/app/_ui/auth/arrival'
import { Gone } from '@/app/_ui/auth/gone'
import { PlainForm, type PlainTexts } from '@/app/_ui/auth/plain-form'
import type { Person } from '@/app/_ui/password/checklist'
import { NewPassword, type NewPasswordTexts } from '@/app/_ui/password/new-password'

interface Props {
  token: string
  person: Person
  lead: string
  texts: { title: string; submit: string; doneTitle: string; done: string; signIn: string }
  plainTexts: PlainTexts
  passwordTexts: NewPasswordTexts
  /** Instead of the form, when the link has died meanwhile. */
  gone: ReactNode
}

/** A new password for whoever holds the link of a mail. */
export function ResetForm(props: Props) {
  const { token, person, lead, texts, plainTexts, passwordTexts, gone } = props
  const [state, setState] = useState<'open' | 'done' | 'gone'>('open')
  useEffect(() => {
    // The link must not stay in the history or in a screenshot.
    history.replaceState(history.state, '', location.pathname)
  }, [])
  if (state === 'gone') return <Arrival>{gone}</Arrival>
  if (state === 'done') {
    return (
      <Arrival>
        <Gone title={texts.doneTitle} href="/login" label={texts.signIn}>
          {texts.done}
        </Gone>
      </Arrival>
    )
  }
  return (
    <>
      <div className="grid gap-1">
        <h1 className="font-semibold text-xl/7">{texts.title}</h1>
        <p className="break-words text-muted">{lead}</p>
      </div>
      <PlainForm
        path="/api/auth/reset_password/"
        body={{ token }}
        submit={texts.submit}
        texts={plainTexts}
        onDone={() => setState('done')}
        onProblem={({ code }) => {
          if (code === 'reset_expired') setState('gone')
          return code === 'reset_expired'
        }}
      >
        {/* Tells password managers whose password it is. */}
        <input type="text" autoComplete="username" value={person.email} readOnly hidden />
        <NewPassword name="password" person={person} texts={passwordTexts} className="input--lg" />
      </PlainForm>
    </>
  )
}
