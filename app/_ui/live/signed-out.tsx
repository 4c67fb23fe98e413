'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SignedOut as Props } from '@/lib/realtime/client/state'
import { useClock } from '../clock/provider'

/** The sign-in page, which leads back to what this page shows. */
function signInAddress(reason: string | undefined) {
  const page = location.pathname + location.search
  const query = new URLSearchParams({
    ...(page !== '/' && { next: page }),
    ...(reason === 'expired' && { reason }),
  })
  return query.size > 0 ? `/login?${query}` : '/login'
}

/** Takes the place of everything that the person saw. */
export function SignedOut({ reason, at }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [href, setHref] = useState('/login')
  const clock = useClock()
  const text = useTranslations('signedOut')
  const title = text('title')
  // A reason that this page does not know yet is as good as none.
  const key = `reasons.${reason}` as 'reasons.deleted'
  const why = text.has(key) ? text(key) : text('unknown')
  useEffect(() => {
    document.title = title
    // What had the focus is gone; from the heading a screen reader reads on.
    heading.current?.focus()
  }, [title])
  useEffect(() => setHref(signInAddress(reason)), [reason])
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-100 content-center gap-4 px-4">
      <h1 ref={heading} tabIndex={-1} className="font-semibold text-xl outline-none">
        {title}
      </h1>
      <div>
        <p role="status">{why}</p>
        <p className="text-muted">{text('at', { time: clock.minute(at) })}</p>
      </div>
      {/* A new document, so that nothing of the former session stays in memory. */}
      <a
        href={href}
        className="grid h-10 place-content-center rounded-md bg-accent px-4 font-medium text-accent-foreground"
      >
        {text('signIn')}
      </a>
    </main>
  )
}
