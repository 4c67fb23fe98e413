'use client'

import { useEffect, useRef, useState } from 'react'
import { PlainForm, type PlainTexts } from '@/app/_ui/auth/plain-form'
import { Field } from '@/app/_ui/form/labelled'
import { fill } from '@/app/_ui/i18n/fill'
import { Sent, type SentTexts } from './sent'

interface Props {
  texts: SentTexts & { title: string; lead: string; email: string; submit: string }
  plainTexts: PlainTexts
}

/** Answers the same for every address. */
export function ForgotForm({ texts, plainTexts }: Props) {
  const [email, setEmail] = useState<string>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // What had the focus is gone.
    if (email !== undefined) heading.current?.focus()
  }, [email])
  return (
    <>
      <div className="grid gap-1">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-xl/7 outline-none">
          {email === undefined ? texts.title : texts.sentTitle}
        </h1>
        <p role="status" className={`break-words ${email === undefined ? 'text-muted' : ''}`}>
          {email === undefined ? texts.lead : fill(texts.sent, { email })}
        </p>
      </div>
      {email === undefined ? (
        <PlainForm
          path="/api/auth/forgot_password/"
          submit={texts.submit}
          texts={plainTexts}
          onDone={(_, sent) => setEmail(sent.email)}
        >
          <Field
            name="email"
            type="email"
            label={texts.email}
            required
            autoComplete="username"
            className="input input--lg w-full"
          />
        </PlainForm>
      ) : (
        <Sent {...{ email, texts, plainTexts }} onOther={() => setEmail(undefined)} />
      )}
    </>
  )
}
