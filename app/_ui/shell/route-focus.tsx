'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** After going to another page, the focus is on its heading, from where a screen reader reads on. */
export function RouteFocus() {
  const pathname = usePathname()
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    const heading = document.querySelector<HTMLElement>('#main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  }, [pathname])
  return null
}
