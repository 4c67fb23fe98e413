'use client'

import { useState } from 'react'
import { PlainForm, type PlainTexts } from '@/app/_ui/auth/plain-form'
import { clockOf, useCountdown } from '@/app/_ui/auth/use-countdown'
import { fill } from '@/app/_ui/i18n/fill'

const COOLDOWN_SECONDS = 60

export interface SentTexts {
  sentTitle: string
  sent: string
  again: string
  wait: string
  other: string
}

interface Props {
  email: string
  texts: SentTexts
  plainTexts: PlainTexts
  onOther: () => void
}

/** What can be done when no mail arrives. */
export function Sent({ email, texts, plainTexts, onOther }: Props) {
  const [wait, setWait] = useState({ seconds: COOLDOWN_SECONDS })
  const left = useCountdown(wait)
  return (
    <>
      <PlainForm
        path="/api/auth/forgot_password/"
        body={{ email }}
        submit={left > 0 ? fill(texts.wait, { time: clockOf(left) }) : texts.again}
        isBlocked={left > 0}
        texts={plainTexts}
        onDone={() => setWait({ seconds: COOLDOWN_SECONDS })}
      />
      <button type="button" className="link-button justify-self-start" onClick={onOther}>
        {texts.other}
      </button>
    </>
  )
}
