'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useClock } from '@/app/_ui/clock/provider'
import { DialogButton } from '@/app/_ui/dialog/dialog-button'
import { Form } from '@/app/_ui/form/form'
import { showToast } from '@/app/_ui/toast/show-toast'
import { LinkField } from './link-field'

interface Result {
  expires_at: string
  link?: string
}

interface Props {
  label: string
  title: string
  why: string
  submit: string
  path: string
  email: string
  needs: string
  className?: string
}

/** Sends somebody a link, and shows it where there is no mail server to send it. */
export function LinkDialog({ label, title, needs, className, ...content }: Props) {
  return (
    <DialogButton label={label} title={title} needs={needs} className={className}>
      {(close) => <LinkContent {...content} needs={needs} close={close} />}
    </DialogButton>
  )
}

interface ContentProps extends Pick<Props, 'why' | 'submit' | 'path' | 'email' | 'needs'> {
  close: () => void
}

function LinkContent({ why, email, close, ...form }: ContentProps) {
  const text = useTranslations('userActions')
  const clock = useClock()
  const [result, setResult] = useState<Result>()
  if (result?.link) {
    const time = clock.moment(result.expires_at)
    return (
      <>
        <p>{text('linkShown', { time })}</p>
        <LinkField label={text('linkFor', { email })} link={result.link} />
        <button type="button" className="button button--outline justify-self-end" onClick={close}>
          {text('done')}
        </button>
      </>
    )
  }
  // Safe because the API documents this answer for both kinds of link.
  const onDone = (body: unknown) => {
    const answer = body as Result
    setResult(answer)
    if (answer.link) return
    close()
    showToast({ text: text('linkSent', { email }) })
  }
  return (
    <Form method="POST" {...form} onDone={onDone} onCancel={close}>
      <p>{why}</p>
    </Form>
  )
}
