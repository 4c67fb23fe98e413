'use client'

import { useRef, useState, useTransition } from 'react'
import type { Refusal } from '@/app/_ui/auth/refusal'
import { signIn } from '@/app/_ui/auth/sign-in'
import { SubmitButton } from '@/app/_ui/auth/submit-button'
import { useCountdown } from '@/app/_ui/auth/use-countdown'
import { Field } from '@/app/_ui/form/labelled'
import { PasswordField, type PasswordTexts } from '@/app/_ui/password/password-field'
import { useIsReady } from '@/app/_ui/use-is-ready'
import { RefusalNotice, type RefusalTexts } from './refusal-notice'

interface Props {
  locale: string
  texts: RefusalTexts & { email: string; password: string; submit: string }
  passwordTexts: PasswordTexts
  /** Why the attempt before was refused, where it was made without JavaScript. */
  refused: Refusal | undefined
  /** What was typed then. */
  typed: string | undefined
  next: string
}

const SIZE = 'input--lg'

/** Works as a plain form too; with JavaScript, what was typed stays. */
export function SignInForm({ locale, texts, passwordTexts, refused, typed, next }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [refusal, setRefusal] = useState(refused)
  const [isPending, start] = useTransition()
  const left = useCountdown(refusal?.kind === 'locked' ? refusal : undefined)
  // Without JavaScript nothing would ever open the form again.
  const isLocked = useIsReady() && left > 0
  const isBlocked = isPending || isLocked

  async function attempt(fields: FormData) {
    const [email, password] = [String(fields.get('email')), String(fields.get('password'))]
    const answer = await signIn({ email, password, callbackUrl: next })
    // A new document, so that nothing of another session stays in memory.
    if ('path' in answer) return location.assign(answer.path)
    setRefusal(answer.refusal)
    if (answer.refusal.kind !== 'wrong') return
    const field = form.current?.elements.namedItem('password') as HTMLInputElement
    field.focus()
    field.select()
  }

  return (
    <form
      ref={form}
      method="post"
      action="/api/auth/callback/credentials"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const fields = new FormData(event.currentTarget)
        if (!isBlocked) start(() => attempt(fields))
      }}
    >
      {refusal && <RefusalNotice {...{ refusal, left, texts, locale }} />}
      <input type="hidden" name="callbackUrl" value={next} />
      <Field
        name="email"
        label={texts.email}
        required
        defaultValue={typed}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        className={`input w-full ${SIZE}`}
        // The wait is for this address only, whoever has it.
        onChange={() => refusal?.kind === 'locked' && setRefusal(undefined)}
      />
      <PasswordField
        name="password"
        label={texts.password}
        texts={passwordTexts}
        required
        autoComplete="current-password"
        className={SIZE}
      />
      <SubmitButton isPending={isPending} isBlocked={isLocked}>
        {texts.submit}
      </SubmitButton>
    </form>
  )
}
