import type { Refusal } from '@/app/_ui/auth/refusal'
import { clockOf, minutesOf } from '@/app/_ui/auth/use-countdown'
import { fill } from '@/app/_ui/i18n/fill'

export interface RefusalTexts {
  wrong: string
  busy: string
  unreached: string
  closed: string
  locked: string
  unlocked: string
}

interface Props {
  refusal: Refusal
  /** How many seconds to wait. */
  left: number
  texts: RefusalTexts
  locale: string
}

/** Why somebody was not signed in. A wait is seen by the second and said by the minute. */
export function RefusalNotice({ refusal, left, texts, locale }: Props) {
  const isWaiting = refusal.kind === 'locked' && left > 0
  const [before = '', link, after] = texts.locked.split(/<\/?a>/)
  return (
    <p role="alert" className="notice notice--danger">
      {refusal.kind !== 'locked' && texts[refusal.kind]}
      {refusal.kind === 'locked' && !isWaiting && texts.unlocked}
      {isWaiting && (
        <>
          <span className="sr-only">{fill(before, { time: minutesOf(left, locale) })}</span>
          <span aria-hidden="true" className="tabular-nums">
            {fill(before, { time: clockOf(left) })}
          </span>
          <a href="/forgot-password" className="link-button">
            {link}
          </a>
          {after}
        </>
      )}
    </p>
  )
}
