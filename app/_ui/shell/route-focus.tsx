'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { onStart } from './navigation-start'

/** A menu is over with what is chosen in it, also where that is a link to the same page in another view. */
function closeMenus(address: string) {
  if (new URL(address, location.href).href === location.href) return
  for (const menu of document.querySelectorAll<HTMLElement>('.menu:popover-open'))
    menu.hidePopover()
}

/** After going to another page the drawer is closed, and the focus on the heading, from where a screen reader reads on. */
export function RouteFocus() {
  const pathname = usePathname()
  const previous = useRef(pathname)
  useEffect(() => onStart(closeMenus), [])
  // With the page and not after it, when somebody may have gone on from there.
  useLayoutEffect(() => {
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
