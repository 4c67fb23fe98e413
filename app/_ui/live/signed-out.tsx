'use client'

import { useEffect, useRef } from 'react'
import type { SignedOut as Props } from '@/lib/realtime/client/state'
import { endedAt, explainEnd, TEXTS } from './texts'

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

/** Takes the place of everything that the person saw. */
export function SignedOut({ reason, at }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = TEXTS.signedOut
    // What had the focus is gone; from the heading a screen reader reads on.
    heading.current?.focus()
  }, [])
  return (
    <main id="main" className="mx-auto grid min-h-dvh w-full max-w-100 content-center gap-4 px-4">
      <h1 ref={heading} tabIndex={-1} className="font-semibold text-xl outline-none">
        {TEXTS.signedOut}
      </h1>
      <div>
        <p role="status">{explainEnd(reason)}</p>
        <p className="text-muted">{endedAt(time.format(at))}</p>
      </div>
      {/* A new document, so that nothing of the former session stays in memory. */}
      <a
        href="/login"
        className="grid h-10 place-content-center rounded-md bg-accent px-4 font-medium text-accent-foreground"
      >
        {TEXTS.signIn}
      </a>
    </main>
  )
}
