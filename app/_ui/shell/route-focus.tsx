'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** After going to another page the drawer is closed, and the focus on the heading, from where a screen reader reads on. */
export function RouteFocus() {
  const pathname = usePathname()
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    const drawer = document.getElementById('navigation')
    if (drawer?.matches(':popover-open')) drawer.hidePopover()
    const heading = document.querySelector<HTMLElement>('#main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  }, [pathname])
  return null
}
