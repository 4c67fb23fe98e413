'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** What takes the place of a form; what had the focus is gone, and from the heading a screen reader reads on. */
export function Arrival({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('h1')?.focus(), [])
  return (
    <div ref={place} className="contents">
      {children}
    </div>
  )
}
